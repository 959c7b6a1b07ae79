package io.digi.wire.json;

import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.change.PointVectors;
import io.digi.model.error.Violation;
import io.digi.model.id.PointId;
import io.digi.model.payload.Payload;
import io.digi.model.vector.NamedVectors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonToken;

/// The fields of changes that bring vectors: an upsert, by points or by columns, and an update of
/// vectors.
final class UpsertFields implements JsonReader.Fields {
    private static final Map<String, String> POINT_ALIASES = Map.of("vectors", "vector");

    private final JsonReader in;
    private final VectorReader vectors;
    private final boolean areUpdates;
    private Optional<List<Point>> points = Optional.empty();
    private Optional<List<Point>> columns = Optional.empty();

    private UpsertFields(JsonReader in, boolean areUpdates) {
        this.in = in;
        this.vectors = new VectorReader(in);
        this.areUpdates = areUpdates;
    }

    static PointChange upsert(JsonReader in) {
        if (in.token() != JsonToken.START_OBJECT) {
            throw in.malformed("Invalid PointInsertOperations format");
        }
        UpsertFields fields = new UpsertFields(in, /* areUpdates= */ false);
        in.object("a list of points or a batch", fields);
        return new PointChange.Upsert(
                fields.columns
                        .or(() -> fields.points)
                        .orElseThrow(() -> in.malformed("Invalid PointInsertOperations format")));
    }

    static PointChange updateVectors(JsonReader in) {
        UpsertFields fields = new UpsertFields(in, /* areUpdates= */ true);
        in.object("struct UpdateVectors", fields);
        List<Point> points = fields.points.orElseThrow(() -> in.missing("points"));
        if (points.isEmpty()) {
            in.violate(new Violation("points", "must specify points to update"));
        }
        return new PointChange.UpdateVectors(
                points.stream().map(p -> new PointVectors(p.id(), p.vectors())).toList());
    }

    @Override
    public boolean read(String name) {
        switch (name) {
            case "points" -> points = Optional.of(in.list("a list of points", this::point));
            case "batch" -> {
                if (areUpdates) {
                    return false;
                }
                columns = Optional.of(new ColumnFields(in, vectors).points());
            }
            case "shard_key" -> in.refuse(RankingFields.ONE_SHARD);
            case "update_filter" -> in.refuse("writes are unconditional");
            case "update_mode" -> requireUpsertMode();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void requireUpsertMode() {
        if (!in.isNull() && !JsonText.text(in, "an update mode").equals("upsert")) {
            throw in.unsupported("", "the mode is `upsert`");
        }
    }

    private Point point() {
        PointFields fields = new PointFields();
        in.object("struct PointStruct", POINT_ALIASES, fields);
        NamedVectors found = fields.vectors.orElseThrow(() -> in.missing("vector"));
        if (areUpdates && found.isEmpty()) {
            in.violate(new Violation("vector", "must specify vectors to update for point"));
        }
        return new Point(fields.id.orElseThrow(() -> in.missing("id")), found, fields.payload);
    }

    private final class PointFields implements JsonReader.Fields {
        private Optional<PointId> id = Optional.empty();
        private Optional<NamedVectors> vectors = Optional.empty();
        private Payload payload = Payload.EMPTY;

        @Override
        public boolean read(String name) {
            switch (name) {
                case "id" -> id = Optional.of(PointIdReader.id(in));
                case "vector" -> vectors = Optional.of(UpsertFields.this.vectors.ofPoint());
                case "payload" -> {
                    if (areUpdates) {
                        return false;
                    }
                    payload = PayloadReader.payloadOrNone(in);
                }
                default -> {
                    return false;
                }
            }
            return true;
        }
    }
}
