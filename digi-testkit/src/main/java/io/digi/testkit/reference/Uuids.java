package io.digi.testkit.reference;

import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Scalar;
import io.digi.model.payload.Value;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Strings that are UUIDs, all written in one way, so that equal ones are equal strings.
final class Uuids {
    private static final Pattern FORMS =
            Pattern.compile(
                    "(?i:HEX{8}HEX{4}HEX{4}HEX{4}HEX{12})|(?:urn:uuid:)?DASHED|\\{DASHED\\}"
                            .replace("DASHED", "HEX{8}-HEX{4}-HEX{4}-HEX{4}-HEX{12}")
                            .replace("HEX", "[0-9a-fA-F]"));

    private Uuids() {}

    static boolean isUuid(Value value) {
        return value instanceof Value.Text(String text) && FORMS.matcher(text).matches();
    }

    static Value written(Value value) {
        return switch (value) {
            case Value.Text(String text) -> Value.of(written(text));
            case Value.Array(List<Value> items) ->
                    new Value.Array(items.stream().map(Uuids::written).toList());
            case Value.Null _, Value.Bool _, Value.Int _, Value.Real _, Value.Struct _ -> value;
        };
    }

    /// Only tests of equality look at UUIDs.
    static FieldTest written(FieldTest test) {
        return switch (test) {
            case FieldTest.MatchValue(Scalar scalar) -> new FieldTest.MatchValue(written(scalar));
            case FieldTest.MatchAny(Set<Scalar> scalars) ->
                    new FieldTest.MatchAny(written(scalars));
            case FieldTest.MatchExcept(Set<Scalar> scalars) ->
                    new FieldTest.MatchExcept(written(scalars));
            case FieldTest.MatchText _,
                    FieldTest.MatchTextAny _,
                    FieldTest.MatchPhrase _,
                    FieldTest.Range _,
                    FieldTest.DateTimeRange _,
                    FieldTest.GeoBoundingBox _,
                    FieldTest.GeoRadius _,
                    FieldTest.GeoPolygon _,
                    FieldTest.ValuesCount _,
                    FieldTest.IsEmpty _,
                    FieldTest.IsNull _ ->
                    test;
        };
    }

    static boolean areCompared(FieldTest test) {
        return test instanceof FieldTest.MatchValue
                || test instanceof FieldTest.MatchAny
                || test instanceof FieldTest.MatchExcept;
    }

    private static Set<Scalar> written(Set<Scalar> scalars) {
        return scalars.stream().map(Uuids::written).collect(Collectors.toSet());
    }

    private static Scalar written(Scalar scalar) {
        return scalar instanceof Scalar.Text(String text) ? new Scalar.Text(written(text)) : scalar;
    }

    private static String written(String text) {
        return FORMS.matcher(text).matches()
                ? text.toLowerCase(Locale.ROOT).replaceAll("urn:uuid:|[-{}]", "")
                : text;
    }
}
