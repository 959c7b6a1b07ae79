package io.digi.wire.json;

import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Scalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the variants of `match`.
final class MatchReader {
    private MatchReader() {}

    static FieldTest match(JsonReader in) {
        List<FieldTest> found = new ArrayList<>();
        in.object(
                "a match",
                name -> {
                    switch (name) {
                        case "value" -> found.add(new FieldTest.MatchValue(scalar(in)));
                        case "any" -> found.add(new FieldTest.MatchAny(scalars(in)));
                        case "except" -> found.add(new FieldTest.MatchExcept(scalars(in)));
                        case "text" -> found.add(new FieldTest.MatchText(text(in)));
                        case "text_any" -> found.add(new FieldTest.MatchTextAny(text(in)));
                        case "phrase" -> found.add(new FieldTest.MatchPhrase(text(in)));
                        default -> {
                            return false;
                        }
                    }
                    return true;
                });
        if (found.size() != 1) {
            throw in.malformed(
                    "a match must have one of `value`, `text`, `text_any`, `phrase`, `any`,"
                            + " `except`");
        }
        return found.getFirst();
    }

    private static String text(JsonReader in) {
        return JsonText.text(in, "a string");
    }

    private static Scalar scalar(JsonReader in) {
        return switch (in.token()) {
            case VALUE_STRING -> new Scalar.Text(text(in));
            case VALUE_NUMBER_INT -> new Scalar.Int(integer(in));
            case VALUE_TRUE, VALUE_FALSE -> new Scalar.Bool(JsonText.flag(in));
            case VALUE_NUMBER_FLOAT,
                    VALUE_NULL,
                    START_OBJECT,
                    START_ARRAY,
                    END_OBJECT,
                    END_ARRAY,
                    PROPERTY_NAME,
                    NOT_AVAILABLE,
                    VALUE_EMBEDDED_OBJECT ->
                    throw in.wrongType("a string, an integer or a boolean");
        };
    }

    /// Strings or integers, not both.
    private static Set<Scalar> scalars(JsonReader in) {
        Set<Scalar> scalars = new HashSet<>();
        Set<JsonToken> kinds = new HashSet<>();
        in.array(
                "a list of strings or integers",
                () -> {
                    kinds.add(in.token());
                    scalars.add(scalar(in));
                });
        if (kinds.size() > 1
                || kinds.contains(JsonToken.VALUE_TRUE)
                || kinds.contains(JsonToken.VALUE_FALSE)) {
            throw in.malformed("a list to match must be all strings or all integers");
        }
        return scalars;
    }

    private static long integer(JsonReader in) {
        if (in.parser().getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw in.wrongValue("i64");
        }
        return in.parser().getLongValue();
    }
}
