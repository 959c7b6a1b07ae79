package io.digi.wire.grpc;

import io.digi.model.error.Violation;
import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.Filter;
import io.digi.model.payload.JsonPath;
import io.digi.proto.Common;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a filter asks of the values at a key.
final class FieldConditionCodec {
    private FieldConditionCodec() {}

    static Common.FieldCondition encode(Condition.Field condition) {
        Common.FieldCondition.Builder message =
                Common.FieldCondition.newBuilder().setKey(condition.key().toString());
        switch (condition.test()) {
            case FieldTest.MatchValue match -> message.setMatch(MatchCodec.encode(match));
            case FieldTest.MatchAny match -> message.setMatch(MatchCodec.encode(match));
            case FieldTest.MatchExcept match -> message.setMatch(MatchCodec.encode(match));
            case FieldTest.MatchText(String text) ->
                    message.setMatch(Common.Match.newBuilder().setText(text));
            case FieldTest.MatchTextAny(String text) ->
                    message.setMatch(Common.Match.newBuilder().setTextAny(text));
            case FieldTest.MatchPhrase(String text) ->
                    message.setMatch(Common.Match.newBuilder().setPhrase(text));
            case FieldTest.Range range -> message.setRange(RangeCodec.encode(range));
            case FieldTest.DateTimeRange range ->
                    message.setDatetimeRange(RangeCodec.encode(range));
            case FieldTest.GeoBoundingBox box -> message.setGeoBoundingBox(GeoCodec.encode(box));
            case FieldTest.GeoRadius radius -> message.setGeoRadius(GeoCodec.encode(radius));
            case FieldTest.GeoPolygon polygon -> message.setGeoPolygon(GeoCodec.encode(polygon));
            case FieldTest.ValuesCount count -> message.setValuesCount(RangeCodec.encode(count));
            case FieldTest.IsEmpty(boolean empty) -> message.setIsEmpty(empty);
            case FieldTest.IsNull(boolean isNull) -> message.setIsNull(isNull);
        }
        return message.build();
    }

    /// Of several tests Qdrant applies `values_count` alone, else `is_empty`, else `is_null`, else
    /// any of the others: so does this.
    static Condition decode(Reading in, Common.FieldCondition message) {
        JsonPath key = RequestFields.path(in, "key", message.getKey());
        Optional<FieldTest> alone = alone(message);
        if (alone.isPresent()) {
            return new Condition.Field(key, alone.get());
        }
        List<Condition> anyOf = new ArrayList<>();
        valueTests(in, message).forEach(test -> anyOf.add(new Condition.Field(key, test)));
        if (anyOf.isEmpty()) {
            in.violate(new Violation("", "At least one field condition must be specified"));
        }
        return anyOf.size() == 1
                ? anyOf.getFirst()
                : new Condition.Group(Filter.should(anyOf.toArray(Condition[]::new)));
    }

    private static Optional<FieldTest> alone(Common.FieldCondition message) {
        if (message.hasValuesCount()) {
            return Optional.of(RangeCodec.decode(message.getValuesCount()));
        }
        if (message.hasIsEmpty()) {
            return Optional.of(new FieldTest.IsEmpty(message.getIsEmpty()));
        }
        return message.hasIsNull()
                ? Optional.of(new FieldTest.IsNull(message.getIsNull()))
                : Optional.empty();
    }

    private static List<FieldTest> valueTests(Reading in, Common.FieldCondition message) {
        List<FieldTest> tests = new ArrayList<>();
        if (message.hasMatch()) {
            tests.add(MatchCodec.decode(in, message.getMatch()));
        }
        if (message.hasRange()) {
            tests.add(in.at("range", () -> RangeCodec.decode(in, message.getRange())));
        }
        if (message.hasDatetimeRange()) {
            tests.add(
                    in.at(
                            "datetime_range",
                            () -> RangeCodec.decode(in, message.getDatetimeRange())));
        }
        if (message.hasGeoBoundingBox()) {
            tests.add(
                    in.at(
                            "geo_bounding_box",
                            () -> GeoCodec.decode(in, message.getGeoBoundingBox())));
        }
        if (message.hasGeoRadius()) {
            tests.add(in.at("geo_radius", () -> GeoCodec.decode(in, message.getGeoRadius())));
        }
        if (message.hasGeoPolygon()) {
            tests.add(in.at("geo_polygon", () -> GeoCodec.decode(in, message.getGeoPolygon())));
        }
        return tests;
    }
}
