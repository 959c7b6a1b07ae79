package io.digi.inference;

/// What BERT's tokenizer takes a code point for. The categories are those of the JDK's Unicode.
final class BertCharacters {
    private static final int REPLACEMENT = 0xFFFD;

    private BertCharacters() {}

    /// Whether a code point is left out as if it were not there: controls, format characters,
    /// private use and lone surrogates. What this JDK's Unicode has not assigned stays: it may be a
    /// letter of tomorrow, unknown to the model but not nothing.
    static boolean isDropped(int codePoint) {
        if (codePoint == '\t' || codePoint == '\n' || codePoint == '\r') {
            return false;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE ->
                    true;
            default -> codePoint == REPLACEMENT;
        };
    }

    /// Whether a code point, if not dropped, separates words.
    static boolean isSpace(int codePoint) {
        return codePoint == '\t'
                || codePoint == '\n'
                || codePoint == '\r'
                || Character.isSpaceChar(codePoint);
    }

    /// Whether a code point is a word of its own. In ASCII these are all signs that are neither
    /// letter nor digit, so also `$`, `+` or `~`, which are symbols to Unicode.
    static boolean isPunctuation(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint > ' ' && codePoint < 0x7F && !Character.isLetterOrDigit(codePoint);
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION ->
                    true;
            default -> false;
        };
    }

    /// Whether a code point is a Chinese character, thus a word of its own. These are the blocks
    /// the model was trained with, without Hangul and Kana, whose words are written with spaces or
    /// were left together.
    static boolean isIdeograph(int codePoint) {
        if (codePoint < 0x3400) {
            return false;
        }
        return codePoint <= 0x4DBF
                || within(codePoint, 0x4E00, 0x9FFF)
                || within(codePoint, 0xF900, 0xFAFF)
                || within(codePoint, 0x20000, 0x2A6DF)
                || within(codePoint, 0x2A700, 0x2CEAF)
                || within(codePoint, 0x2F800, 0x2FA1F);
    }

    /// Whether a code point is an accent, which BERT's uncased models do not see.
    static boolean isAccent(int codePoint) {
        return Character.getType(codePoint) == Character.NON_SPACING_MARK;
    }

    private static boolean within(int codePoint, int first, int last) {
        return codePoint >= first && codePoint <= last;
    }
}
