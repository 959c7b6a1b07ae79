package io.digi.inference;

import java.text.Normalizer;

/// Splits a text into BERT's words: lower case, without accents, at spaces; each punctuation mark
/// and each Chinese character is a word of its own.
///
/// Pulls code points only as words are asked for, and keeps of a word no more than the model can
/// use. So a text of any size costs no more memory than a short one, and no more time than the part
/// of it that the model sees.
///
/// One splitter reads one text, once, in one thread.
final class WordSplitter {
    /// Longer words are unknown to the model, whatever they are.
    static final int WORD_LENGTH_MAX = 100;

    /// Below this code point no character has an accent to decompose into.
    private static final int FIRST_DECOMPOSABLE = 0xC0;

    private final String text;
    private final StringBuilder word = new StringBuilder();
    private int wordLength;
    private int offset;

    /// What the last code point of the text became, from `pendingOffset` not yet taken into a word.
    private String pending = "";

    private int pendingOffset;

    WordSplitter(String text) {
        this.text = text;
    }

    /// Goes to the next word, and says whether there is one.
    boolean next() {
        word.setLength(0);
        wordLength = 0;
        while (fill()) {
            if (takesPending()) {
                return true;
            }
        }
        return wordLength > 0;
    }

    /// The current word; its first 100 code points if it [isTooLong()][#isTooLong()].
    CharSequence word() {
        return word;
    }

    /// Whether the current word has more than 100 code points.
    boolean isTooLong() {
        return wordLength > WORD_LENGTH_MAX;
    }

    /// Makes a code point pending, if one is left.
    private boolean fill() {
        while (pendingOffset == pending.length() && offset < text.length()) {
            int codePoint = text.codePointAt(offset);
            offset += Character.charCount(codePoint);
            pending = normalized(codePoint);
            pendingOffset = 0;
        }
        return pendingOffset < pending.length();
    }

    /// Takes the first pending code point, and says whether that completes the word. What starts
    /// another word stays pending.
    private boolean takesPending() {
        int codePoint = pending.codePointAt(pendingOffset);
        boolean alone =
                BertCharacters.isPunctuation(codePoint) || BertCharacters.isIdeograph(codePoint);
        if (alone && wordLength > 0) {
            return true;
        }
        pendingOffset += Character.charCount(codePoint);
        if (BertCharacters.isSpace(codePoint)) {
            return wordLength > 0;
        }
        append(codePoint);
        return alone;
    }

    private void append(int codePoint) {
        if (wordLength < WORD_LENGTH_MAX) {
            word.appendCodePoint(codePoint);
        }
        // Saturates: beyond the maximum only that it is exceeded matters.
        wordLength = Math.min(wordLength + 1, WORD_LENGTH_MAX + 1);
    }

    /// What a code point of the text is in a word: nothing, itself or, decomposed, several.
    private static String normalized(int codePoint) {
        if (BertCharacters.isDropped(codePoint)) {
            return "";
        }
        if (codePoint < FIRST_DECOMPOSABLE) {
            return Character.toString(Character.toLowerCase(codePoint));
        }
        return lowerCaseWithoutAccents(
                Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFD));
    }

    /// By code point, not by [String#toLowerCase()], which would write a sigma at the end of a word
    /// in another way than the vocabulary.
    private static String lowerCaseWithoutAccents(String decomposed) {
        StringBuilder kept = new StringBuilder(decomposed.length());
        decomposed
                .codePoints()
                .filter(codePoint -> !BertCharacters.isAccent(codePoint))
                .map(Character::toLowerCase)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
