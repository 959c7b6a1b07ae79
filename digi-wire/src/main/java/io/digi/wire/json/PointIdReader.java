package io.digi.wire.json;

import io.digi.model.id.PointId;
import java.math.BigInteger;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads point ids: a JSON number is an unsigned 64-bit number, a JSON string a UUID or a string.
final class PointIdReader {
    private static final PointId STAND_IN = PointId.of(0);

    private PointIdReader() {}

    static PointId id(JsonReader in) {
        if (in.token() == JsonToken.VALUE_NUMBER_INT) {
            return PointId.of(number(in));
        }
        if (in.token() == JsonToken.VALUE_STRING) {
            String text = JsonText.text(in, "a point id");
            return in.validated(() -> PointId.of(text), STAND_IN);
        }
        throw invalid(in);
    }

    static List<PointId> ids(JsonReader in) {
        return in.list("a list of point ids", () -> id(in));
    }

    private static long number(JsonReader in) {
        if (in.parser().getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            BigInteger number = in.parser().getBigIntegerValue();
            if (number.signum() < 0 || number.bitLength() > Long.SIZE) {
                throw invalid(in);
            }
            return number.longValue();
        }
        long number = in.parser().getLongValue();
        if (number < 0) {
            throw invalid(in);
        }
        return number;
    }

    private static RuntimeException invalid(JsonReader in) {
        return in.malformed(
                ("value %s is not a valid point ID, valid values are either an unsigned integer or"
                                + " a UUID, or another string of 1 to 512 bytes")
                        .formatted(
                                in.token().isNumeric()
                                        ? JsonSyntax.shown(in.parser().getString())
                                        : JsonText.kind(in)));
    }
}
