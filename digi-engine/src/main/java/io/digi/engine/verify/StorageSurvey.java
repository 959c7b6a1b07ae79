package io.digi.engine.verify;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.Counters;
import io.digi.index.memory.MemoryBudget;
import io.digi.storage.file.FileStore;
import io.digi.storage.kv.KvReads;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Looks at a whole storage directory. Where the store itself cannot be read, it ends there: what
/// is missing could then not be told from what is not readable.
final class StorageSurvey {
    private final KvReads kv;
    private final FileStore files;
    private final MemoryBudget memory;
    private final FaultSink sink;
    private final Progress progress;

    StorageSurvey(
            KvReads kv, FileStore files, MemoryBudget memory, FaultSink sink, Progress progress) {
        this.kv = kv;
        this.files = files;
        this.memory = memory;
        this.sink = sink;
        this.progress = progress;
    }

    /// What was seen of each collection, but for its faults.
    Map<Definition, CollectionCount> survey() {
        TableSurvey tables = new TableSurvey(kv, sink, progress);
        if (!tables.survey()) {
            return Map.of();
        }
        MetaSurvey meta = new MetaSurvey(kv, sink);
        meta.survey();
        tables.ownerless(meta);
        Map<Integer, Counters> counters = new HashMap<>();
        Map<Definition, CollectionCount> counts = new LinkedHashMap<>();
        for (Definition definition : meta.definitions()) {
            CollectionSurvey.Seen seen =
                    new CollectionSurvey(kv, files, memory, definition, sink, progress).survey();
            counters.put(definition.number(), seen.counters());
            counts.put(definition, count(definition, seen, tables));
        }
        new FileSurvey(files, sink, meta, counters).survey();
        sink.settle();
        return counts;
    }

    private static CollectionCount count(
            Definition definition, CollectionSurvey.Seen seen, TableSurvey tables) {
        return new CollectionCount(
                definition.name(),
                seen.totals().pointCount(),
                seen.totals().vectorCount(),
                seen.extents(),
                tables.sizeBytes(definition.number()) + seen.extentBytes(),
                /* faults= */ 0);
    }
}
