package io.digi.engine.embedded;

import io.digi.engine.catalog.Catalog;
import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.CollectionState;
import io.digi.engine.collection.ReadView;
import io.digi.engine.field.FieldIndex;
import io.digi.engine.field.PartialIndex;
import io.digi.engine.jobs.JobBoard;
import io.digi.engine.plan.PointReader;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.engine.write.MaintenanceStep;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import java.util.HashMap;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.function.BooleanSupplier;

/// Brings the points that were there before an index was asked for into it, batch by batch: read
/// from a view while writes go on, then joined to the index between two groups of writes.
final class PayloadIndexJob {
    /// A batch ends with so many points, or values of the index, so that writes never wait long.
    static final int POINTS_MAX = 4_096;

    static final int VALUES_MAX = 16_384;

    /// So many points of an index may be in memory although it is to be on disk.
    private static final int LOOSE_MIN = 100_000;

    private final CollectionRegistry.Lease lease;
    private final JsonPath key;
    private final JobBoard.Ticket job;
    private final Waiting waiting;
    private final IndexFiling filing;
    private final BooleanSupplier stopped;
    private final int pointsMax;
    private final int valuesMax;

    /// What was read of some slots.
    private record Batch(FieldIndex index, SlotSet slots) {}

    /// @param stopped whether to end soon, complete or not
    /// @param pointsMax of a batch
    /// @param valuesMax of a batch, but for those of its last point
    PayloadIndexJob(
            CollectionRegistry.Lease lease,
            JsonPath key,
            JobBoard.Ticket job,
            Waiting waiting,
            IndexFiling filing,
            BooleanSupplier stopped,
            int pointsMax,
            int valuesMax) {
        this.lease = lease;
        this.key = key;
        this.job = job;
        this.waiting = waiting;
        this.filing = filing;
        this.stopped = stopped;
        this.pointsMax = pointsMax;
        this.valuesMax = valuesMax;
    }

    /// Goes on until the index is complete, or is not wanted any more, or this was stopped. Returns
    /// whether nothing is left to do; if there is, another job can go on with it.
    boolean run() {
        while (!stopped.getAsBoolean()) {
            long begun;
            Batch batch;
            try (ReadView view = lease.collection().view()) {
                CollectionState state = view.state();
                PartialIndex partial = state.building().get(key);
                PayloadIndexConfig config = state.definition().payloadIndexes().get(key);
                if (partial == null || config == null) {
                    return true;
                }
                SlotSet missing = partial.missing(state.live());
                job.progress(
                        1
                                - (double) missing.cardinality()
                                        / Math.max(1, state.live().cardinality()));
                begun = partial.begun();
                batch = read(view, missing, FieldIndex.empty(key, config));
            }
            new RevocableStep(joining(batch, begun))
                    .await(waiting, "payload index", lease.writer()::submit);
            fileIfDue();
        }
        return false;
    }

    /// An index that is to be on disk goes there while it grows.
    private void fileIfDue() {
        CollectionState state = lease.state();
        PartialIndex partial = state.building().get(key);
        PayloadIndexConfig config = state.definition().payloadIndexes().get(key);
        if (partial != null
                && config != null
                && partial.index().looseCount() > looseMax(state)
                && filing.isDue(state, partial.index(), config)) {
            filing.file(lease, key);
        }
    }

    /// Each time the file is written anew, so not too often.
    private long looseMax(CollectionState state) {
        return Math.max(LOOSE_MIN, state.live().cardinality() / 10);
    }

    private Batch read(ReadView view, SlotSet missing, FieldIndex empty) {
        PointReader reader = new PointReader(view);
        FieldIndex.Editor editor = empty.edit();
        SlotSetEditor slots = SlotSet.empty().edit();
        PrimitiveIterator.OfInt next = missing.iterator();
        // One text may have thousands of values, so each point is counted.
        for (int count = 0;
                count < pointsMax && editor.changedCount() < valuesMax && next.hasNext();
                count++) {
            int slot = next.nextInt();
            editor.replace(slot, Payload.EMPTY, reader.at(slot).payload());
            slots.add(slot);
        }
        return new Batch(editor.build(), slots.build());
    }

    /// The index that was begun by another operation is another one, even if it is of the same key.
    private MaintenanceStep joining(Batch read, long begun) {
        return (before, batch, _) -> {
            PartialIndex partial = before.building().get(key);
            if (partial == null || partial.begun() != begun) {
                return before;
            }
            PartialIndex joined = partial.with(read.index(), read.slots(), before.live());
            Map<JsonPath, FieldIndex> complete = new HashMap<>(before.fields());
            Map<JsonPath, PartialIndex> building = new HashMap<>(before.building());
            if (!joined.missing(before.live()).isEmpty()) {
                building.put(key, joined);
                return before.withIndexes(before.definition(), complete, building);
            }
            building.remove(key);
            complete.put(key, joined.index());
            Definition finished = before.definition().withFinished(key);
            Catalog.put(batch, finished);
            return before.withIndexes(finished, complete, building);
        };
    }
}
