package io.digi.wire.json;

import io.digi.model.config.CollectionConfig;
import io.digi.model.config.CollectionInfo;
import io.digi.model.config.CollectionStatus;
import io.digi.model.id.VectorName;
import io.digi.model.payload.Value;
import io.digi.wire.words.ShownCollection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/// Writes a collection as Qdrant's `CollectionInfo`: what the user set stands over the defaults.
final class CollectionWriter {
    private final JsonGenerator out;

    CollectionWriter(JsonGenerator out) {
        this.out = out;
    }

    void write(CollectionInfo info) {
        out.writeStartObject();
        out.writeStringProperty("status", info.status().name().toLowerCase(Locale.ROOT));
        writeOptimizerStatus(info);
        writeWarnings(info.warnings());
        out.writeNumberProperty("indexed_vectors_count", info.indexedVectorCount());
        out.writeNumberProperty("points_count", info.pointCount());
        out.writeNumberProperty("segments_count", info.segmentCount());
        out.writeName("config");
        writeConfig(info.config());
        out.writeName("payload_schema");
        out.writeStartObject();
        info.payloadIndexes()
                .forEach((key, index) -> {
                    out.writeName(key.toString());
                    PayloadIndexWriter.write(out, index);
                });
        out.writeEndObject();
        out.writeName("update_queue");
        out.writeStartObject();
        out.writeNumberProperty("length", info.queuedOperations());
        out.writeEndObject();
        out.writeEndObject();
    }

    private void writeOptimizerStatus(CollectionInfo info) {
        out.writeName("optimizer_status");
        if (info.status() != CollectionStatus.RED) {
            out.writeString("ok");
            return;
        }
        out.writeStartObject();
        out.writeStringProperty("error", String.join("; ", info.warnings()));
        out.writeEndObject();
    }

    private void writeWarnings(List<String> warnings) {
        if (warnings.isEmpty()) {
            return;
        }
        out.writeName("warnings");
        out.writeStartArray();
        for (String warning : warnings) {
            out.writeStartObject();
            out.writeStringProperty("message", warning);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void writeConfig(CollectionConfig config) {
        ShownCollection shown = new ShownCollection(config);
        out.writeStartObject();
        out.writeName("params");
        writeParams(shown);
        writeBlock("hnsw_config", shown.hnsw());
        writeBlock("optimizer_config", shown.optimizers());
        writeBlock("wal_config", shown.wal());
        out.writeName("quantization_config");
        ValueWriter.write(out, shown.quantization());
        if (shown.strictMode() instanceof Value.Struct strictMode) {
            writeBlock("strict_mode_config", strictMode);
        }
        if (!config.metadata().isEmpty()) {
            writeBlock("metadata", config.metadata().root());
        }
        out.writeEndObject();
    }

    private void writeParams(ShownCollection shown) {
        out.writeStartObject();
        out.writeName("vectors");
        writeVectors(shown);
        ValueWriter.writeFields(out, shown.params().fields());
        out.writeEndObject();
    }

    private void writeVectors(ShownCollection shown) {
        Map<VectorName, Value.Struct> vectors = shown.vectors();
        if (shown.hasOneUnnamedVector()) {
            vectors.values().forEach(only -> ValueWriter.writeStruct(out, only));
            return;
        }
        out.writeStartObject();
        vectors.forEach((name, vector) -> writeBlock(name.value(), vector));
        out.writeEndObject();
    }

    private void writeBlock(String name, Value.Struct block) {
        out.writeName(name);
        ValueWriter.writeStruct(out, block);
    }
}
