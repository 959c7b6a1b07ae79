package io.digi.engine.collection;

import io.digi.engine.bytes.ByteReader;
import io.digi.engine.catalog.Definition;
import io.digi.engine.catalog.VectorPlace;
import io.digi.engine.field.FieldIndex;
import io.digi.engine.field.FieldReference;
import io.digi.engine.slot.SlotSet;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.payload.JsonPath;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads what [CheckpointEncoder] wrote, and earlier formats, as far as a collection still has it.
final class CheckpointDecoder {
    private static final int FORMAT_WITHOUT_SIZES = 1;

    private final Definition definition;
    private final VectorRows rows;
    private final FileOpener opener;

    /// Opens the index that a file has.
    interface FileOpener {
        /// Empty if the file is not there, or of no use. The reader is at a [FieldReference].
        Optional<FieldIndex> open(ByteReader reference, PayloadIndexConfig config);
    }

    /// @param rows gets the rows of the slots
    CheckpointDecoder(Definition definition, VectorRows rows, FileOpener opener) {
        this.definition = definition;
        this.rows = rows;
        this.opener = opener;
    }

    /// Empty if the file is of no use for the collection as it is now. Throws
    /// [io.digi.model.error.Problem.Corrupt].
    Optional<Derived> decode(ByteReader in) {
        int format = in.readByte();
        if (format < FORMAT_WITHOUT_SIZES || format > Checkpoints.FORMAT) {
            throw in.damaged("format %d, expected %d".formatted(format, Checkpoints.FORMAT));
        }
        long operationNumber = in.readLong();
        SlotSet live = SlotSet.readFrom(in);
        Map<Integer, SlotSet> present = new HashMap<>();
        for (int left = in.readCount(/* bytesEach= */ 2); left > 0; left--) {
            int number = (int) in.readVarint();
            present.put(number, readRows(in, rows.of(number)));
        }
        Optional<FieldIndex> tenants =
                in.readByte() == 0
                        ? Optional.empty()
                        : Optional.of(FieldIndex.readFrom(in, PayloadIndexConfig.keyword()));
        Map<JsonPath, FieldIndex> fields = new HashMap<>();
        boolean isOfUse = false;
        try {
            if (!readFields(in, format, fields)) {
                return Optional.empty();
            }
            in.expectEnd();
            isOfUse = isComplete(operationNumber, tenants, present);
        } finally {
            if (!isOfUse) {
                Derived.closeFiles(fields);
            }
        }
        return isOfUse
                ? Optional.of(
                        new Derived(definition, operationNumber, live, present, tenants, fields))
                : Optional.empty();
    }

    private boolean isComplete(
            long operationNumber, Optional<FieldIndex> tenants, Map<Integer, SlotSet> present) {
        return operationNumber > 0
                && tenants.map(FieldIndex::key).equals(tenantPath())
                && present.keySet().equals(numbers());
    }

    /// Reads the indexes that the collection has; false if the rest of the file cannot be read.
    private boolean readFields(ByteReader in, int format, Map<JsonPath, FieldIndex> fields) {
        for (int left = in.readCount(/* bytesEach= */ 2); left > 0; left--) {
            JsonPath path = JsonPath.parse(in.readText());
            Optional<PayloadIndexConfig> config =
                    Optional.ofNullable(definition.payloadIndexes().get(path));
            ByteReader index = format == FORMAT_WITHOUT_SIZES ? in : in.readPart();
            if (format > FORMAT_WITHOUT_SIZES && FieldReference.isNext(index)) {
                config.flatMap(known -> opener.open(index, known))
                        .ifPresent(found -> fields.put(path, found));
            } else if (config.isPresent() && FieldIndex.isOf(index.copy(), config.get())) {
                fields.put(path, FieldIndex.readFrom(index, config.get()));
                if (format != FORMAT_WITHOUT_SIZES) {
                    index.expectEnd();
                }
            } else if (format == FORMAT_WITHOUT_SIZES) {
                return false;
            }
        }
        return true;
    }

    private Optional<JsonPath> tenantPath() {
        return definition.config().tenantField().map(JsonPath::ofKey);
    }

    private Set<Integer> numbers() {
        return definition.places().values().stream()
                .map(VectorPlace::number)
                .collect(Collectors.toSet());
    }

    private static SlotSet readRows(ByteReader in, RowStore rows) {
        SlotSet slots = SlotSet.readFrom(in);
        long[] row = {0};
        slots.forEach(slot -> {
            row[0] += in.readSigned();
            rows.assign(slot, row[0]);
        });
        return slots;
    }
}
