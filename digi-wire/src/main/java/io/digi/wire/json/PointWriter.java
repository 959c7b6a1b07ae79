package io.digi.wire.json;

import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.Payload;
import io.digi.model.query.PointRecord;
import io.digi.model.query.ScoredPoint;
import io.digi.model.query.ScrollPage;
import io.digi.model.query.ScrollPosition;
import io.digi.model.vector.DenseVector;
import io.digi.model.vector.NamedVectors;
import io.digi.wire.words.PageToken;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import tools.jackson.core.JsonGenerator;

/// Writes points as Qdrant's `Record` and `ScoredPoint`; what was not asked for is left out.
final class PointWriter {
    private final JsonGenerator out;

    PointWriter(JsonGenerator out) {
        this.out = out;
    }

    void writeRecords(List<PointRecord> points) {
        out.writeStartArray();
        points.forEach(this::writeRecord);
        out.writeEndArray();
    }

    void writeRecord(PointRecord point) {
        out.writeStartObject();
        out.writeName("id");
        writeId(point.id());
        writeSelected(point.payload(), point.vectors());
        out.writeEndObject();
    }

    void writeScored(List<ScoredPoint> points) {
        out.writeStartArray();
        for (ScoredPoint point : points) {
            out.writeStartObject();
            out.writeName("id");
            writeId(point.id());
            out.writeNumberProperty("version", point.version());
            out.writeName("score");
            out.writeNumber(NumberText.of(point.score()));
            writeSelected(point.payload(), point.vectors());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    void writePage(ScrollPage page) {
        out.writeStartObject();
        out.writeName("points");
        writeRecords(page.points());
        out.writeName("next_page_offset");
        page.next().ifPresentOrElse(this::writePosition, out::writeNull);
        out.writeEndObject();
    }

    private void writePosition(ScrollPosition position) {
        if (position.tenant().isPresent()) {
            out.writeString(PageToken.text(position.tenant().get(), position.id()));
        } else {
            writeId(position.id());
        }
    }

    private void writeId(PointId id) {
        switch (id) {
            case PointId.Num _ -> out.writeNumber(id.toString());
            case PointId.Uuid _, PointId.Text _ -> out.writeString(id.toString());
        }
    }

    private void writeSelected(Optional<Payload> payload, Optional<NamedVectors> vectors) {
        payload.ifPresent(found -> {
            out.writeName("payload");
            ValueWriter.writeStruct(out, found.root());
        });
        vectors.ifPresent(found -> {
            out.writeName("vector");
            writeVectors(found.byName());
        });
    }

    /// The unnamed vector alone is an array, any others are an object by name.
    private void writeVectors(SortedMap<VectorName, DenseVector> vectors) {
        DenseVector unnamed = vectors.get(VectorName.DEFAULT);
        if (unnamed != null && vectors.size() == 1) {
            writeVector(unnamed);
            return;
        }
        out.writeStartObject();
        vectors.forEach((name, vector) -> {
            out.writeName(name.value());
            writeVector(vector);
        });
        out.writeEndObject();
    }

    private void writeVector(DenseVector vector) {
        out.writeStartArray();
        for (float element : vector.elements()) {
            out.writeNumber(NumberText.of(element));
        }
        out.writeEndArray();
    }
}
