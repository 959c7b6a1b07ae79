package io.digi.wire.grpc;

import io.digi.model.filter.Condition;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.proto.Common;
import java.util.HashSet;
import java.util.List;

/// The clauses of a filter.
final class ConditionCodec {
    private ConditionCodec() {}

    static Common.Condition encode(Condition condition) {
        Common.Condition.Builder message = Common.Condition.newBuilder();
        switch (condition) {
            case Condition.Field field -> message.setField(FieldConditionCodec.encode(field));
            case Condition.IsEmpty(JsonPath key) ->
                    message.setIsEmpty(Common.IsEmptyCondition.newBuilder().setKey(key.toString()));
            case Condition.IsNull(JsonPath key) ->
                    message.setIsNull(Common.IsNullCondition.newBuilder().setKey(key.toString()));
            case Condition.HasId(var ids) ->
                    message.setHasId(
                            Common.HasIdCondition.newBuilder()
                                    .addAllHasId(PointIdCodec.encode(List.copyOf(ids))));
            case Condition.HasVector(VectorName vector) ->
                    message.setHasVector(
                            Common.HasVectorCondition.newBuilder().setHasVector(vector.value()));
            case Condition.Nested(JsonPath key, Filter filter) ->
                    message.setNested(
                            Common.NestedCondition.newBuilder()
                                    .setKey(key.toString())
                                    .setFilter(FilterCodec.encode(filter)));
            case Condition.Group(Filter filter) -> message.setFilter(FilterCodec.encode(filter));
        }
        return message.build();
    }

    static Condition decode(Reading in, Common.Condition message) {
        return switch (message.getConditionOneOfCase()) {
            case FIELD -> in.at("field", () -> FieldConditionCodec.decode(in, message.getField()));
            case IS_EMPTY ->
                    new Condition.IsEmpty(
                            RequestFields.path(in, "is_empty", message.getIsEmpty().getKey()));
            case IS_NULL ->
                    new Condition.IsNull(
                            RequestFields.path(in, "is_null", message.getIsNull().getKey()));
            case HAS_ID -> hasId(in, message.getHasId());
            case HAS_VECTOR ->
                    new Condition.HasVector(
                            RequestFields.vector(
                                    in, "has_vector", message.getHasVector().getHasVector()));
            case NESTED -> in.at("nested", () -> nested(in, message.getNested()));
            case FILTER -> new Condition.Group(FilterCodec.decode(in, message.getFilter()));
            case CONDITIONONEOF_NOT_SET -> throw in.malformed("Malformed Condition type");
        };
    }

    private static Condition hasId(Reading in, Common.HasIdCondition message) {
        List<PointId> ids = PointIdCodec.decode(in, "has_id", message.getHasIdList());
        return new Condition.HasId(new HashSet<>(ids));
    }

    private static Condition nested(Reading in, Common.NestedCondition message) {
        if (!message.hasFilter()) {
            throw in.malformed("Nested condition must have a filter");
        }
        return new Condition.Nested(
                arrayAt(RequestFields.path(in, "key", message.getKey())),
                FilterCodec.decode(in, "filter", message.getFilter()));
    }

    /// The array itself: users may write `a` or `a[]`.
    private static JsonPath arrayAt(JsonPath path) {
        List<JsonPath.Segment> segments = path.segments();
        return segments.getLast() instanceof JsonPath.Segment.Each
                ? new JsonPath(segments.subList(0, segments.size() - 1))
                : path;
    }
}
