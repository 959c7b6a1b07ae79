package io.digi.testkit.reference;

import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.payload.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Matches of texts at the key of a text index, which compare tokens.
final class Tokens {
    private static final Pattern ALPHANUMERIC = Pattern.compile("[\\p{IsAlphabetic}\\p{N}]+");
    private static final Pattern NO_WHITESPACE = Pattern.compile("(?U)\\S+");

    private Tokens() {}

    static boolean areAllIn(List<Value> values, String asked, PayloadIndexConfig.Text index) {
        List<String> tokens = asked(asked, index);
        return !tokens.isEmpty() && all(values, index).containsAll(tokens);
    }

    static boolean areSomeIn(List<Value> values, String asked, PayloadIndexConfig.Text index) {
        return asked(asked, index).stream().anyMatch(all(values, index)::contains);
    }

    /// Whether the tokens follow each other in one string.
    static boolean isPhraseIn(List<Value> values, String asked, PayloadIndexConfig.Text index) {
        List<String> phrase = asked(asked, index);
        return !phrase.isEmpty()
                && strings(values).anyMatch(text -> isWithin(phrase, of(text, index)));
    }

    static boolean isAny(Value value, PayloadIndexConfig.Text index) {
        return value instanceof Value.Text(String text) && !of(text, index).isEmpty();
    }

    private static boolean isWithin(List<String> phrase, List<String> tokens) {
        for (int i = 0; i + phrase.size() <= tokens.size(); i++) {
            if (tokens.subList(i, i + phrase.size()).equals(phrase)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> all(List<Value> values, PayloadIndexConfig.Text index) {
        return strings(values).flatMap(text -> of(text, index).stream()).toList();
    }

    private static Stream<String> strings(List<Value> values) {
        return values.stream()
                .flatMap(v -> v instanceof Value.Array(List<Value> a) ? a.stream() : Stream.of(v))
                .filter(Value.Text.class::isInstance)
                .map(text -> ((Value.Text) text).value());
    }

    private static List<String> of(String text, PayloadIndexConfig.Text index) {
        int most = index.maxTokenLength().orElse(Integer.MAX_VALUE);
        List<String> words = words(text, index);
        return switch (index.tokenizer()) {
            case WORD, WHITESPACE -> words.stream().filter(w -> length(w) <= most).toList();
            case PREFIX ->
                    words.stream().flatMap(word -> beginnings(word, index).stream()).toList();
        };
    }

    private static List<String> asked(String text, PayloadIndexConfig.Text index) {
        int most = index.maxTokenLength().orElse(Integer.MAX_VALUE);
        return switch (index.tokenizer()) {
            case WORD, WHITESPACE -> of(text, index);
            case PREFIX -> words(text, index).stream().map(word -> cut(word, most)).toList();
        };
    }

    private static List<String> words(String text, PayloadIndexConfig.Text index) {
        Pattern pattern =
                switch (index.tokenizer()) {
                    case WORD, PREFIX -> ALPHANUMERIC;
                    case WHITESPACE -> NO_WHITESPACE;
                };
        return pattern.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(word -> index.lowercase() ? word.toLowerCase(Locale.ROOT) : word)
                .filter(word -> length(word) >= index.minTokenLength().orElse(0))
                .toList();
    }

    private static List<String> beginnings(String word, PayloadIndexConfig.Text index) {
        List<String> beginnings = new ArrayList<>();
        int most = Math.min(length(word), index.maxTokenLength().orElse(Integer.MAX_VALUE));
        for (int n = Math.max(1, index.minTokenLength().orElse(1)); n <= most; n++) {
            beginnings.add(cut(word, n));
        }
        return beginnings;
    }

    private static String cut(String word, int most) {
        int[] characters = word.codePoints().limit(most).toArray();
        return new String(characters, 0, characters.length);
    }

    private static int length(String word) {
        return (int) word.codePoints().count();
    }
}
