package io.digi.engine.verify;

import io.digi.engine.catalog.Definition;
import io.digi.engine.catalog.VectorPlace;
import io.digi.engine.collection.Counters;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.engine.record.RecordCodec;
import io.digi.engine.record.StoredPoint;
import io.digi.engine.record.StoredVector;
import io.digi.model.error.DigiException;
import io.digi.storage.kv.KvCursor;
import io.digi.storage.kv.KvRange;
import io.digi.storage.kv.KvReads;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Counters made anew where the stored ones are lost: from the records, and from which of their
/// rows the store still has. What is too small here for want of records, such as the end of rows
/// that no point has any more, is corrected with the other totals.
final class CountersRebuild {
    private final KvReads kv;
    private final Definition definition;
    private final Set<Integer> vectors;
    private final Map<Integer, Long> drained = new HashMap<>();

    CountersRebuild(KvReads kv, Definition definition) {
        this.kv = kv;
        this.definition = definition;
        this.vectors =
                definition.places().values().stream()
                        .map(VectorPlace::number)
                        .collect(Collectors.toSet());
    }

    /// A live row that the store lacks was brought into an extent, and so were all before it.
    Counters counters() {
        RecordTotals totals = new RecordTotals();
        byte[] prefix = Keys.collection(definition.number());
        try (KvCursor records = kv.scan(Families.RECORDS, KvRange.prefix(prefix))) {
            while (records.next()) {
                totals.addRecord(Keys.readSlot(records.key()));
                add(totals, records.value());
            }
        }
        Map<Integer, Counters.RowCounters> rows = new HashMap<>();
        for (int vector : vectors) {
            long end = drained.getOrDefault(vector, 0L);
            rows.put(vector, new Counters.RowCounters(end, end));
        }
        return totals.corrected(new Counters(0, 0, 0, rows));
    }

    private void add(RecordTotals totals, byte[] record) {
        try {
            StoredPoint point = RecordCodec.decode(record);
            totals.add(point, Set.of());
            point.vectors().forEach(this::locate);
        } catch (DigiException unreadable) {
            // Reported by the survey of records.
            return;
        }
    }

    private void locate(StoredVector vector) {
        byte[] key = Keys.row(definition.number(), vector.vector(), vector.row());
        if (vectors.contains(vector.vector()) && kv.get(Families.ROWS, key).isEmpty()) {
            drained.merge(vector.vector(), vector.row() + 1, Math::max);
        }
    }
}
