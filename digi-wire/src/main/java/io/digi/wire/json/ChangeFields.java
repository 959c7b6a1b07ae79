package io.digi.wire.json;

import io.digi.model.change.PointChange;
import io.digi.model.error.Violation;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The fields of changes to points that exist.
final class ChangeFields implements JsonReader.Fields {
    private static final Map<String, String> NO_ALIASES = Map.of();

    private final JsonReader in;
    private final PointSelectionFields selection;
    private Optional<Payload> payload = Optional.empty();
    private Optional<List<JsonPath>> keys = Optional.empty();
    private Optional<Set<VectorName>> vectors = Optional.empty();
    private Optional<JsonPath> key = Optional.empty();

    private ChangeFields(JsonReader in) {
        this.in = in;
        this.selection = new PointSelectionFields(in);
    }

    static PointChange delete(JsonReader in) {
        PointSelectionFields fields = new PointSelectionFields(in);
        in.object("a list of point ids or a filter", fields);
        return new PointChange.Delete(fields.selection());
    }

    static PointChange clearPayload(JsonReader in) {
        PointSelectionFields fields = new PointSelectionFields(in);
        in.object("a list of point ids or a filter", fields);
        return new PointChange.ClearPayload(fields.selection());
    }

    static PointChange setPayload(JsonReader in) {
        ChangeFields fields = read(in, "struct SetPayload", NO_ALIASES);
        return new PointChange.SetPayload(
                fields.selection.selection(), fields.payload(), fields.key);
    }

    static PointChange overwritePayload(JsonReader in) {
        ChangeFields fields = read(in, "struct SetPayload", NO_ALIASES);
        if (fields.key.isPresent()) {
            throw in.unsupported("key", "overwrite replaces the payload whole; set one by `key`");
        }
        return new PointChange.OverwritePayload(fields.selection.selection(), fields.payload());
    }

    static PointChange deletePayload(JsonReader in) {
        ChangeFields fields = read(in, "struct DeletePayload", NO_ALIASES);
        return new PointChange.DeletePayload(
                fields.selection.selection(), fields.keys.orElseThrow(() -> in.missing("keys")));
    }

    static PointChange deleteVectors(JsonReader in) {
        ChangeFields fields = read(in, "struct DeleteVectors", Map.of("vectors", "vector"));
        Set<VectorName> names = fields.vectors.orElseThrow(() -> in.missing("vector"));
        if (names.isEmpty()) {
            in.violate(new Violation("vector", "must specify vector names to delete"));
        }
        return new PointChange.DeleteVectors(fields.selection.selection(), names);
    }

    private static ChangeFields read(JsonReader in, String what, Map<String, String> aliases) {
        ChangeFields fields = new ChangeFields(in);
        in.object(what, aliases, fields);
        return fields;
    }

    @Override
    public boolean read(String name) {
        switch (name) {
            case "payload" -> payload = Optional.of(PayloadReader.payload(in));
            case "keys" -> keys = Optional.of(in.list("payload keys", () -> JsonText.path(in)));
            case "key" -> key = in.isNull() ? key : Optional.of(JsonText.path(in));
            case "vector" -> vectors = Optional.of(vectorNames());
            default -> {
                return selection.read(name);
            }
        }
        return true;
    }

    private Payload payload() {
        return payload.orElseThrow(() -> in.missing("payload"));
    }

    private Set<VectorName> vectorNames() {
        Set<VectorName> names = new HashSet<>();
        in.array("a list of vector names", () -> names.add(JsonText.vectorName(in)));
        return names;
    }
}
