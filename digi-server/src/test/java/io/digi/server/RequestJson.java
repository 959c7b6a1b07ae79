package io.digi.server;

import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.change.PointSelection;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.query.PayloadSelector;
import io.digi.model.query.PointRead;
import io.digi.model.query.QueryTarget;
import io.digi.model.query.Selection;
import io.digi.model.query.VectorSelector;
import io.digi.model.vector.DenseVector;
import io.digi.model.vector.NamedVectors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/// Requests as the JSON that a client of REST sends.
final class RequestJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private RequestJson() {}

    static String text(Map<String, Object> json) {
        return MAPPER.writeValueAsString(json);
    }

    static Map<String, Object> of(PointRead.Query query) {
        Map<String, Object> json = selection(query.selection());
        switch (query.target()) {
            case QueryTarget.Vector(DenseVector vector) -> json.put("query", vector.elements());
            case QueryTarget.Point(PointId id) -> json.put("query", FilterJson.id(id));
            case QueryTarget.IdOrder _ -> {}
        }
        if (!query.using().isDefault()) {
            json.put("using", query.using().value());
        }
        json.put("filter", FilterJson.of(query.filter()));
        json.put("limit", query.limit());
        json.put("offset", query.offset());
        query.scoreThreshold().ifPresent(score -> json.put("score_threshold", score));
        return json;
    }

    static Map<String, Object> of(PointRead.QueryBatch batch) {
        return Map.of("searches", batch.queries().stream().map(RequestJson::of).toList());
    }

    static Map<String, Object> of(PointRead.Retrieve retrieve) {
        Map<String, Object> json = selection(retrieve.selection());
        json.put("ids", retrieve.ids().stream().map(FilterJson::id).toList());
        return json;
    }

    static Map<String, Object> of(PointRead.Scroll scroll) {
        Map<String, Object> json = selection(scroll.selection());
        json.put("filter", FilterJson.of(scroll.filter()));
        json.put("limit", scroll.limit());
        scroll.from().ifPresent(from -> json.put("offset", FilterJson.id(from.id())));
        return json;
    }

    static Map<String, Object> of(PointRead.Count count) {
        return Map.of("filter", FilterJson.of(count.filter()), "exact", count.exact());
    }

    private static Map<String, Object> selection(Selection selection) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                "with_payload",
                switch (selection.payload()) {
                    case PayloadSelector.Whole whole -> whole == PayloadSelector.Whole.ALL;
                    case PayloadSelector.Include(List<JsonPath> paths) ->
                            Map.of("include", texts(paths));
                    case PayloadSelector.Exclude(List<JsonPath> paths) ->
                            Map.of("exclude", texts(paths));
                });
        json.put(
                "with_vector",
                switch (selection.vectors()) {
                    case VectorSelector.Whole whole -> whole == VectorSelector.Whole.ALL;
                    case VectorSelector.Named(var names) ->
                            names.stream().map(VectorName::value).toList();
                });
        return json;
    }

    static Map<String, Object> batch(List<PointChange> changes) {
        return Map.of("operations", changes.stream().map(RequestJson::operation).toList());
    }

    private static Map<String, Object> operation(PointChange change) {
        return switch (change) {
            case PointChange.Upsert(List<Point> points) ->
                    Map.of(
                            "upsert",
                            Map.of("points", points.stream().map(RequestJson::point).toList()));
            case PointChange.Delete(PointSelection which) -> Map.of("delete", selected(which));
            case PointChange.UpdateVectors(var points) ->
                    Map.of(
                            "update_vectors",
                            Map.of(
                                    "points",
                                    points.stream()
                                            .map(point ->
                                                    Map.of(
                                                            "id",
                                                            FilterJson.id(point.id()),
                                                            "vector",
                                                            vectors(point.vectors())))
                                            .toList()));
            case PointChange.DeleteVectors(PointSelection which, var names) ->
                    Map.of(
                            "delete_vectors",
                            with(
                                    selected(which),
                                    "vector",
                                    names.stream().map(VectorName::value).toList()));
            case PointChange.SetPayload(PointSelection which, Payload payload, var key) -> {
                Map<String, Object> json = with(selected(which), "payload", plain(payload.root()));
                key.ifPresent(path -> json.put("key", path.toString()));
                yield Map.of("set_payload", json);
            }
            case PointChange.OverwritePayload(PointSelection which, Payload payload) ->
                    Map.of(
                            "overwrite_payload",
                            with(selected(which), "payload", plain(payload.root())));
            case PointChange.DeletePayload(PointSelection which, List<JsonPath> keys) ->
                    Map.of("delete_payload", with(selected(which), "keys", texts(keys)));
            case PointChange.ClearPayload(PointSelection which) ->
                    Map.of("clear_payload", selected(which));
        };
    }

    private static Map<String, Object> point(Point point) {
        return Map.of(
                "id",
                FilterJson.id(point.id()),
                "vector",
                vectors(point.vectors()),
                "payload",
                plain(point.payload().root()));
    }

    private static Object vectors(NamedVectors vectors) {
        Map<String, Object> byName = new LinkedHashMap<>();
        vectors.byName().forEach((name, vector) -> byName.put(name.value(), vector.elements()));
        return byName;
    }

    private static Map<String, Object> selected(PointSelection selection) {
        Map<String, Object> json = new LinkedHashMap<>();
        switch (selection) {
            case PointSelection.Ids(List<PointId> ids) ->
                    json.put("points", ids.stream().map(FilterJson::id).toList());
            case PointSelection.Matching(var filter) -> json.put("filter", FilterJson.of(filter));
        }
        return json;
    }

    private static Map<String, Object> with(Map<String, Object> json, String name, Object value) {
        json.put(name, value);
        return json;
    }

    private static List<String> texts(List<JsonPath> paths) {
        return paths.stream().map(JsonPath::toString).toList();
    }

    /// A value as Jackson writes it, nulls included.
    static Object plain(Value value) {
        return switch (value) {
            case Value.Null _ -> NullNode.getInstance();
            case Value.Bool(boolean flag) -> flag;
            case Value.Int(long number) -> number;
            case Value.Real(double number) -> number;
            case Value.Text(String text) -> text;
            case Value.Array(List<Value> items) -> {
                List<Object> all = new ArrayList<>();
                items.forEach(item -> all.add(plain(item)));
                yield all;
            }
            case Value.Struct(Map<String, Value> fields) -> {
                Map<String, Object> all = new LinkedHashMap<>();
                fields.forEach((name, field) -> all.put(name, plain(field)));
                yield all;
            }
        };
    }
}
