package io.digi.engine.verify;

import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.kv.KvCursor;
import io.digi.storage.kv.KvFamily;
import io.digi.storage.kv.KvRange;
import io.digi.storage.kv.KvReads;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Reads every entry of every family, and so every block of the store's tables, whose checksums the
/// store looks at.
final class TableSurvey {
    private static final int NUMBER_SIZE = 4;

    private final KvReads kv;
    private final FaultSink sink;
    private final Progress progress;
    private final Map<Integer, Long> sizes = new HashMap<>();
    private final Map<KvFamily, Map<Integer, Long>> counts = new HashMap<>();
    private boolean readable = true;

    TableSurvey(KvReads kv, FaultSink sink, Progress progress) {
        this.kv = kv;
        this.sink = sink;
        this.progress = progress;
    }

    /// Returns whether all of it could be read.
    boolean survey() {
        for (KvFamily family : Families.ALL) {
            try {
                survey(family);
            } catch (DigiException e) {
                if (!(e.problem() instanceof Problem.Corrupt problem)) {
                    throw e;
                }
                readable = false;
                sink.found(new Fault.Unreadable(problem));
            }
        }
        return readable;
    }

    private void survey(KvFamily family) {
        Map<Integer, Long> ofFamily = new TreeMap<>();
        counts.put(family, ofFamily);
        long done = 0;
        try (KvCursor entries = kv.scan(family, KvRange.all())) {
            while (entries.next()) {
                byte[] key = entries.key();
                long size = (long) key.length + entries.value().length;
                progress.at("tables: " + family.name(), ++done);
                if (!family.equals(Families.META) && key.length >= NUMBER_SIZE) {
                    int number = Keys.readCollection(key);
                    ofFamily.merge(number, 1L, Long::sum);
                    sizes.merge(number, size, Long::sum);
                }
            }
        }
    }

    /// Reports the keys that belong to no collection.
    void ownerless(MetaSurvey meta) {
        counts.forEach((family, ofFamily) ->
                ofFamily.forEach((number, count) -> {
                    if (!meta.isKnown(number)) {
                        sink.found(new Fault.Ownerless(family, number, count));
                    }
                }));
    }

    /// Bytes of keys and values of a collection.
    long sizeBytes(int collection) {
        return sizes.getOrDefault(collection, 0L);
    }
}
