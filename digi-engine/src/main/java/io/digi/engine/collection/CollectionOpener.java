package io.digi.engine.collection;

import io.digi.engine.catalog.Definition;
import io.digi.engine.extent.ExtentFiles;
import io.digi.engine.extent.ExtentLayout;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.engine.record.RecordCodec;
import io.digi.engine.record.VectorBytes;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.index.memory.MemoryBudget;
import io.digi.index.memory.MemoryRefusedException;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.kv.KvCursor;
import io.digi.storage.kv.KvRange;
import io.digi.storage.kv.KvReads;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Brings a collection into memory: counters, extents and undrained rows from where they are
/// stored, everything else from the last checkpoint and the changes since, or, where there is no
/// usable checkpoint, from the stored points.
public final class CollectionOpener {
    private final KvReads kv;
    private final ExtentFiles extents;
    private final Checkpoints checkpoints;
    private final MemoryBudget budget;

    public CollectionOpener(
            KvReads kv, ExtentFiles extents, Checkpoints checkpoints, MemoryBudget budget) {
        this.kv = kv;
        this.extents = extents;
        this.checkpoints = checkpoints;
        this.budget = budget;
    }

    /// What was brought into memory.
    public record Opened(CollectionState state, VectorRows rows) {
        /// Takes it out of memory again.
        public void close() {
            Derived.closeFiles(state.allFields());
            rows.close();
        }
    }

    public Opened open(Definition definition) {
        Counters counters = counters(definition);
        Map<Integer, RowStore> stores = new TreeMap<>();
        try {
            openRows(definition, counters, stores);
            return load(definition, counters, new VectorRows(stores));
        } catch (MemoryRefusedException e) {
            stores.values().forEach(RowStore::close);
            throw MemoryProblems.of(e);
        } catch (RuntimeException | Error e) {
            stores.values().forEach(RowStore::close);
            throw e;
        }
    }

    private Opened load(Definition definition, Counters counters, VectorRows rows) {
        StateLoader start =
                checkpoints
                        .read(definition, rows)
                        .orElseGet(() -> StateLoader.empty(definition, rows));
        boolean isDone = false;
        try {
            StateLoader loader = start;
            if (start.operationNumber() > counters.operationNumber()) {
                start.closeFiles();
                loader = StateLoader.empty(definition, rows);
            }
            if (loader.operationNumber() == 0) {
                loadAll(definition, loader);
            } else {
                loader = caughtUp(definition, loader);
            }
            loadTail(definition, counters, rows);
            Opened opened = new Opened(withoutLost(loader.build(counters), rows), rows);
            isDone = true;
            return opened;
        } finally {
            if (!isDone) {
                start.closeFiles();
            }
        }
    }

    /// Sets apart the points whose extent is missing: searches would pass over them silently.
    private CollectionState withoutLost(CollectionState state, VectorRows rows) {
        SlotSetEditor lost = state.damaged().edit();
        Set<Long> missing = new TreeSet<>();
        for (VectorState vector : state.vectors().values()) {
            if (vector.spans().isWhole()) {
                continue;
            }
            RowStore store = rows.of(vector.number());
            missing.clear();
            vector.present()
                    .forEach(slot -> {
                        long row = store.rowOf(slot);
                        if (!vector.spans().has(row)) {
                            lost.add(slot);
                            missing.add(store.layout().sequenceOf(row));
                        }
                    });
            int collection = state.definition().number();
            missing.forEach(seq -> extents.missing(collection, vector.number(), seq));
        }
        return state.withDamaged(lost.build());
    }

    private Counters counters(Definition definition) {
        return kv.get(Families.META, Keys.counters(definition.number()))
                .map(Counters::decode)
                .orElseThrow(() ->
                        new DigiException(
                                new Problem.Corrupt(
                                        "kv/meta",
                                        0,
                                        "collection `%s` lost its counters"
                                                .formatted(definition.name()))));
    }

    /// Puts what it opens into `stores`, so that it can be closed if the rest fails.
    private void openRows(Definition definition, Counters counters, Map<Integer, RowStore> stores) {
        definition
                .places()
                .forEach((name, place) -> {
                    int number = place.number();
                    ExtentLayout layout = definition.layout(name);
                    long drained = counters.rows(number).drained();
                    RowStore store = new RowStore(layout, budget, drained);
                    stores.put(number, store);
                    extents.open(definition.number(), number, layout, drained).forEach(store::put);
                });
    }

    void loadAll(Definition definition, StateLoader loader) {
        byte[] prefix = Keys.collection(definition.number());
        try (KvCursor records = kv.scan(Families.RECORDS, KvRange.prefix(prefix))) {
            while (records.next()) {
                loader.put(Keys.readSlot(records.key()), RecordCodec.decode(records.value()));
            }
        }
    }

    StateLoader caughtUp(Definition definition, StateLoader start) {
        SlotSet changed = checkpoints.changedSince(definition.number(), start.operationNumber());
        StateLoader loader = start.without(changed);
        changed.forEach(slot ->
                kv.get(Families.RECORDS, Keys.record(definition.number(), slot))
                        .map(RecordCodec::decode)
                        .ifPresent(point -> loader.put(slot, point)));
        return loader;
    }

    /// Brings the rows that no extent holds into memory. Rows of replaced vectors are gone from the
    /// store; zeros take their place, so that a row's number stays its position.
    private void loadTail(Definition definition, Counters counters, VectorRows rows) {
        counters.rows()
                .forEach((number, counter) -> {
                    RowStore store = rows.of(number);
                    float[] dead = new float[store.layout().rows().dimension()];
                    byte[] prefix = Keys.rows(definition.number(), number);
                    try (KvCursor stored = kv.scan(Families.ROWS, KvRange.prefix(prefix))) {
                        while (stored.next()) {
                            long row = Keys.readRow(stored.key());
                            if (row >= store.end()) {
                                store.fill(row, dead);
                                store.restore(VectorBytes.read(stored.value()));
                            }
                        }
                    }
                    store.fill(counter.end(), dead);
                });
    }
}
