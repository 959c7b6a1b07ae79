package io.digi.engine.text;

import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/// Cuts texts into tokens as a text index was asked to. No token has whitespace in it. Lengths
/// count characters (code points). Immutable.
public final class TextAnalyzer {
    /// A word has no longer beginnings as tokens: all those of one long word would take the square
    /// of its length. What is longer in a query asks for its beginning.
    private static final int BEGINNING_MAX = 64;

    private final Tokenizer tokenizer;
    private final boolean lowercase;
    private final int lengthMin;
    private final int lengthMax;
    private final int beginningMax;

    public TextAnalyzer(PayloadIndexConfig.Text config) {
        this.tokenizer = config.tokenizer();
        this.lowercase = config.lowercase();
        this.lengthMin = config.minTokenLength().orElse(0);
        this.lengthMax = config.maxTokenLength().orElse(Integer.MAX_VALUE);
        this.beginningMax = Math.min(lengthMax, Math.max(lengthMin, BEGINNING_MAX));
    }

    /// The tokens of a text in a payload, in their order.
    public List<String> tokensOf(String text) {
        List<String> tokens = new ArrayList<>();
        switch (tokenizer) {
            case WORD -> words(text, TextAnalyzer::isAlphanumeric, whole(tokens));
            case WHITESPACE -> words(text, c -> !isWhitespace(c), whole(tokens));
            case PREFIX ->
                    words(text, TextAnalyzer::isAlphanumeric, word -> addBeginnings(word, tokens));
        }
        return tokens;
    }

    /// The tokens that a text in a filter asks for, in their order.
    public List<String> queryTokensOf(String text) {
        if (tokenizer != Tokenizer.PREFIX) {
            return tokensOf(text);
        }
        List<String> tokens = new ArrayList<>();
        words(
                text,
                TextAnalyzer::isAlphanumeric,
                word -> tokens.add(beginning(word, beginningMax)));
        return tokens;
    }

    private Consumer<String> whole(List<String> tokens) {
        return word -> {
            if (word.codePointCount(0, word.length()) <= lengthMax) {
                tokens.add(word);
            }
        };
    }

    /// Every beginning of a length within the bounds; the whole word if it is not too long.
    private void addBeginnings(String word, List<String> tokens) {
        int length = word.codePointCount(0, word.length());
        for (int n = Math.max(1, lengthMin); n <= Math.min(length, beginningMax); n++) {
            tokens.add(beginning(word, n));
        }
    }

    private static String beginning(String word, int lengthMax) {
        return word.codePointCount(0, word.length()) <= lengthMax
                ? word
                : word.substring(0, word.offsetByCodePoints(0, lengthMax));
    }

    /// Gives the longest runs of characters that belong to words, unless they are too short.
    private void words(String text, IntPredicate belongs, Consumer<String> sink) {
        int start = 0;
        for (int i = 0; i <= text.length(); ) {
            int c = i < text.length() ? text.codePointAt(i) : -1;
            if (c < 0 || !belongs.test(c)) {
                if (start < i) {
                    word(text.substring(start, i), sink);
                }
                start = i + Character.charCount(Math.max(c, 0));
            }
            i += Character.charCount(Math.max(c, 0));
        }
    }

    private void word(String raw, Consumer<String> sink) {
        String word = lowercase ? raw.toLowerCase(Locale.ROOT) : raw;
        if (word.codePointCount(0, word.length()) >= lengthMin) {
            sink.accept(word);
        }
    }

    private static boolean isAlphanumeric(int c) {
        return switch (Character.getType(c)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
                    true;
            default -> Character.isAlphabetic(c);
        };
    }

    /// Unicode's property `White_Space`.
    private static boolean isWhitespace(int c) {
        return (c >= '\t' && c <= '\r')
                || c == '\u0085'
                || Character.getType(c) == Character.SPACE_SEPARATOR
                || c == '\u2028'
                || c == '\u2029';
    }
}
