package io.digi.wire.json;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads scalars, with Qdrant's words for what was expected.
final class JsonText {
    private JsonText() {}

    static String text(JsonReader in, String what) {
        in.expect(JsonToken.VALUE_STRING, what);
        return requireUnicode(in, in.parser().getString());
    }

    static boolean flag(JsonReader in) {
        if (in.token() != JsonToken.VALUE_TRUE && in.token() != JsonToken.VALUE_FALSE) {
            throw in.wrongType("a boolean");
        }
        return in.token() == JsonToken.VALUE_TRUE;
    }

    /// An integer from 0 to 2⁶³-1.
    static long natural(JsonReader in) {
        in.expect(JsonToken.VALUE_NUMBER_INT, "usize");
        if (in.parser().getNumberType() == JsonParser.NumberType.BIG_INTEGER
                || in.parser().getLongValue() < 0) {
            throw in.wrongValue("usize");
        }
        return in.parser().getLongValue();
    }

    /// How many, where any number beyond 2³¹-1 means the same: more than there can be.
    static int count(JsonReader in) {
        in.expect(JsonToken.VALUE_NUMBER_INT, "usize");
        if (in.parser().getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            if (in.parser().getBigIntegerValue().signum() < 0
                    || in.parser().getBigIntegerValue().bitLength() > Long.SIZE) {
                throw in.wrongValue("usize");
            }
            return Integer.MAX_VALUE;
        }
        return (int) Math.min(natural(in), Integer.MAX_VALUE);
    }

    static OptionalInt optionalCount(JsonReader in) {
        return in.isNull() ? OptionalInt.empty() : OptionalInt.of(count(in));
    }

    static OptionalLong optionalNatural(JsonReader in) {
        return in.isNull() ? OptionalLong.empty() : OptionalLong.of(natural(in));
    }

    /// A finite double.
    static double number(JsonReader in) {
        if (in.token() != JsonToken.VALUE_NUMBER_INT
                && in.token() != JsonToken.VALUE_NUMBER_FLOAT) {
            throw in.wrongType("f64");
        }
        double number = in.parser().getDoubleValue();
        if (!Double.isFinite(number)) {
            throw in.malformed("number out of range");
        }
        return number;
    }

    static OptionalDouble optionalNumber(JsonReader in) {
        return in.isNull() ? OptionalDouble.empty() : OptionalDouble.of(number(in));
    }

    static JsonPath path(JsonReader in) {
        String text = text(in, "a string");
        try {
            return JsonPath.parse(text);
        } catch (DigiException refused) {
            if (refused.problem() instanceof Problem.BadRequest(String message)) {
                throw in.malformed(message);
            }
            throw refused;
        }
    }

    static VectorName vectorName(JsonReader in) {
        String name = text(in, "a string");
        return in.validated(() -> new VectorName(name), VectorName.DEFAULT);
    }

    /// What stands here, for an error's text.
    static String kind(JsonReader in) {
        return switch (in.token()) {
            case START_OBJECT, END_OBJECT, PROPERTY_NAME -> "map";
            case START_ARRAY, END_ARRAY -> "sequence";
            case VALUE_STRING ->
                    "string \"%s\"".formatted(JsonSyntax.shown(in.parser().getString()));
            case VALUE_NUMBER_INT ->
                    "integer `%s`".formatted(JsonSyntax.shown(in.parser().getString()));
            case VALUE_NUMBER_FLOAT ->
                    "floating point `%s`".formatted(JsonSyntax.shown(in.parser().getString()));
            case VALUE_TRUE -> "boolean `true`";
            case VALUE_FALSE -> "boolean `false`";
            case VALUE_NULL, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "null";
        };
    }

    /// Refuses a surrogate without its twin, which JSON's escapes can write and UTF-8 cannot.
    static String requireUnicode(JsonReader in, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean paired =
                        Character.isHighSurrogate(c)
                                && i + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    throw in.malformed("lone surrogate in a string");
                }
                i++;
            }
        }
        return text;
    }
}
