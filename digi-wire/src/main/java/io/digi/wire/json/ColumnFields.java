package io.digi.wire.json;

import io.digi.model.change.Point;
import io.digi.model.error.Violation;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.Payload;
import io.digi.model.vector.DenseVector;
import io.digi.model.vector.NamedVectors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The fields of a `batch`: points in columns of equal length.
final class ColumnFields implements JsonReader.Fields {
    private final JsonReader in;
    private final VectorReader reader;
    private Optional<List<PointId>> ids = Optional.empty();
    private Optional<Map<VectorName, List<DenseVector>>> vectors = Optional.empty();
    private Optional<List<Payload>> payloads = Optional.empty();

    ColumnFields(JsonReader in, VectorReader reader) {
        this.in = in;
        this.reader = reader;
    }

    @Override
    public boolean read(String name) {
        switch (name) {
            case "ids" -> ids = Optional.of(PointIdReader.ids(in));
            case "vectors" -> vectors = Optional.of(reader.columns());
            case "payloads" -> payloads = in.isNull() ? payloads : Optional.of(payloadColumn());
            default -> {
                return false;
            }
        }
        return true;
    }

    List<Point> points() {
        in.object("struct Batch", this);
        List<PointId> rows = ids.orElseThrow(() -> in.missing("ids"));
        Map<VectorName, List<DenseVector>> columns =
                vectors.orElseThrow(() -> in.missing("vectors"));
        for (List<DenseVector> column : columns.values()) {
            if (!isLength(rows.size(), column.size(), "vectors")) {
                return List.of();
            }
        }
        if (payloads.isPresent() && !isLength(rows.size(), payloads.get().size(), "payloads")) {
            return List.of();
        }
        List<Point> points = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Payload payload = payloads.isPresent() ? payloads.get().get(i) : Payload.EMPTY;
            points.add(new Point(rows.get(i), row(columns, i), payload));
        }
        return points;
    }

    private List<Payload> payloadColumn() {
        return in.list("a list of payloads", () -> PayloadReader.payloadOrNone(in));
    }

    private boolean isLength(int expected, int actual, String what) {
        if (expected != actual) {
            in.violate(
                    new Violation(
                            "",
                            "number of ids and %s must be equal (%d != %d)"
                                    .formatted(what, expected, actual)));
        }
        return expected == actual;
    }

    private static NamedVectors row(Map<VectorName, List<DenseVector>> columns, int position) {
        Map<VectorName, DenseVector> row = new HashMap<>();
        columns.forEach((name, column) -> row.put(name, column.get(position)));
        return new NamedVectors(row);
    }
}
