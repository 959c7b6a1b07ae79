package io.digi.wire.json;

import io.digi.model.error.DigiException;
import io.digi.model.filter.Condition;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.payload.JsonPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonToken;

/// Reads one condition of a filter. Which kind it is shows only at its end, as fields come in any
/// order: a field condition has a `key`, the others one field that names their kind.
final class ConditionReader implements JsonReader.Fields {
    private static final String NO_CONDITION =
            "Expected some form of condition, which can be a field condition (like {\"key\": ...,"
                    + " \"match\": ... }), or some other mentioned in the documentation:"
                    + " https://qdrant.tech/documentation/concepts/filtering/#filtering-conditions";

    private final JsonReader in;
    private final FieldTestReader tests;
    private final FilterReader.Clauses clauses;
    private final List<Condition> conditions = new ArrayList<>();
    private Optional<JsonPath> key = Optional.empty();
    private boolean unknown;

    private ConditionReader(JsonReader in) {
        this.in = in;
        this.tests = new FieldTestReader(in);
        this.clauses = new FilterReader.Clauses(in);
    }

    static Condition condition(JsonReader in) {
        if (in.token() != JsonToken.START_OBJECT) {
            throw in.malformed(NO_CONDITION);
        }
        ConditionReader reader = new ConditionReader(in);
        in.object("a condition", reader);
        return reader.condition();
    }

    @Override
    public boolean read(String name) {
        switch (name) {
            case "key" -> key = Optional.of(key());
            case "is_empty" -> readPresence(name);
            case "is_null" -> readPresence(name);
            case "has_id" -> conditions.add(new Condition.HasId(ids()));
            case "has_vector" -> conditions.add(new Condition.HasVector(JsonText.vectorName(in)));
            case "nested" -> conditions.add(nested());
            default -> {
                return tests.read(name) || clauses.read(name) || unknown();
            }
        }
        return true;
    }

    /// An unknown field is passed over beside a `key`, as Qdrant does, and an error elsewhere.
    private boolean unknown() {
        unknown = true;
        return false;
    }

    private JsonPath key() {
        if (in.token() != JsonToken.VALUE_STRING) {
            throw in.malformed("Filter condition 'key' must be a string");
        }
        return JsonText.path(in);
    }

    /// `is_empty` and `is_null`: a flag in a field condition, else an object with the key.
    private void readPresence(String name) {
        if (in.token() != JsonToken.START_OBJECT) {
            tests.readPresence(name);
            return;
        }
        JsonPath path = keyOf();
        conditions.add(
                name.equals("is_empty") ? new Condition.IsEmpty(path) : new Condition.IsNull(path));
    }

    private JsonPath keyOf() {
        Field<JsonPath> path = new Field<>();
        in.object(
                "an object with a `key`",
                name -> {
                    if (!name.equals("key")) {
                        return false;
                    }
                    path.set(key());
                    return true;
                });
        return path.required(in, "key");
    }

    private Set<PointId> ids() {
        return new HashSet<>(PointIdReader.ids(in));
    }

    private Condition nested() {
        Field<JsonPath> path = new Field<>();
        Field<Filter> filter = new Field<>();
        in.object(
                "an object with `key` and `filter`",
                name -> {
                    switch (name) {
                        case "key" -> path.set(arrayAt(key()));
                        case "filter" -> filter.set(FilterReader.filter(in));
                        default -> {
                            return false;
                        }
                    }
                    return true;
                });
        return new Condition.Nested(path.required(in, "key"), filter.required(in, "filter"));
    }

    /// The array itself: users may write `a` or `a[]`.
    private static JsonPath arrayAt(JsonPath path) {
        List<JsonPath.Segment> segments = path.segments();
        return segments.getLast() instanceof JsonPath.Segment.Each
                ? new JsonPath(segments.subList(0, segments.size() - 1))
                : path;
    }

    private Condition condition() {
        if (key.isPresent()) {
            if (clauses.any() || !conditions.isEmpty()) {
                throw noCondition();
            }
            return tests.condition(key.get());
        }
        int kinds = conditions.size() + (clauses.any() ? 1 : 0);
        if (tests.any() || kinds > 1 || unknown) {
            throw noCondition();
        }
        return conditions.isEmpty() ? new Condition.Group(clauses.filter()) : conditions.getFirst();
    }

    private DigiException noCondition() {
        return in.malformed(NO_CONDITION);
    }
}
