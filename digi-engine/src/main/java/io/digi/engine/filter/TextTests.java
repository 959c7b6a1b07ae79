package io.digi.engine.filter;

import io.digi.engine.field.FieldMeaning;
import io.digi.engine.payload.PayloadPaths;
import io.digi.engine.text.TextAnalyzer;
import io.digi.model.filter.FieldTest;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Value;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Matches of texts and phrases: by parts of strings, or by tokens where a text index says so.
final class TextTests {
    private static final Pattern WHITESPACE =
            Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private TextTests() {}

    /// A test of one of the three kinds.
    static Predicate<Map<String, Value>> compile(
            JsonPath key, FieldTest test, FieldMeaning meaning) {
        return switch (meaning) {
            case FieldMeaning.Plain _, FieldMeaning.Uuids _ -> byParts(key, test);
            case FieldMeaning.Tokens(TextAnalyzer analyzer) -> byTokens(key, test, analyzer);
        };
    }

    private static Predicate<Map<String, Value>> byParts(JsonPath key, FieldTest test) {
        if (test instanceof FieldTest.MatchTextAny(String text)) {
            List<String> words =
                    Arrays.stream(WHITESPACE.split(text)).filter(w -> !w.isEmpty()).toList();
            return FieldTests.anyText(key, leaf -> words.stream().anyMatch(leaf::contains));
        }
        String text = textOf(test);
        return FieldTests.anyText(key, leaf -> leaf.contains(text));
    }

    private static Predicate<Map<String, Value>> byTokens(
            JsonPath key, FieldTest test, TextAnalyzer analyzer) {
        List<String> asked = analyzer.queryTokensOf(textOf(test));
        if (asked.isEmpty()) {
            return _ -> false;
        }
        if (test instanceof FieldTest.MatchPhrase) {
            return FieldTests.anyText(
                    key, leaf -> Collections.indexOfSubList(analyzer.tokensOf(leaf), asked) >= 0);
        }
        return test instanceof FieldTest.MatchTextAny
                ? fields -> !Collections.disjoint(tokensAt(fields, key, analyzer), asked)
                : fields -> tokensAt(fields, key, analyzer).containsAll(asked);
    }

    private static String textOf(FieldTest test) {
        return switch (test) {
            case FieldTest.MatchText(String text) -> text;
            case FieldTest.MatchTextAny(String text) -> text;
            case FieldTest.MatchPhrase(String text) -> text;
            case FieldTest.MatchValue _,
                    FieldTest.MatchAny _,
                    FieldTest.MatchExcept _,
                    FieldTest.Range _,
                    FieldTest.DateTimeRange _,
                    FieldTest.GeoBoundingBox _,
                    FieldTest.GeoRadius _,
                    FieldTest.GeoPolygon _,
                    FieldTest.ValuesCount _,
                    FieldTest.IsEmpty _,
                    FieldTest.IsNull _ ->
                    throw new IllegalArgumentException("not a match of a text: " + test);
        };
    }

    private static Set<String> tokensAt(
            Map<String, Value> fields, JsonPath key, TextAnalyzer analyzer) {
        Set<String> tokens = new HashSet<>();
        PayloadPaths.forEachLeaf(
                fields,
                key,
                leaf -> {
                    if (leaf instanceof Value.Text(String text)) {
                        tokens.addAll(analyzer.tokensOf(text));
                    }
                });
        return tokens;
    }
}
