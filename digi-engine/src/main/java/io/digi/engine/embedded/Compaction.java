package io.digi.engine.embedded;

import io.digi.engine.changes.ChangedSlots;
import io.digi.engine.collection.Checkpoints;
import io.digi.engine.collection.CollectionState;
import io.digi.engine.collection.RowStore;
import io.digi.engine.collection.VectorState;
import io.digi.engine.extent.Extent;
import io.digi.engine.extent.ExtentFiles;
import io.digi.engine.extent.RowSpans;
import io.digi.engine.jobs.JobBoard;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.engine.record.StoredPoint;
import io.digi.engine.record.StoredVector;
import io.digi.engine.record.VectorBytes;
import io.digi.engine.view.Epochs;
import io.digi.engine.write.MaintenanceStep;
import io.digi.engine.write.StepPoints;
import io.digi.model.engine.Call;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.job.Job;
import io.digi.model.vector.DenseVector;
import io.digi.storage.kv.KvBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Empties full extents of which much is dead: their live rows are appended anew, then the file is
/// unlinked.
///
/// Moved rows stand in the log of changes: a checkpoint from before may say that slots have their
/// old rows, and whoever believed that would take the new ones for dead.
final class Compaction {
    /// Emptied when more than this part is dead.
    private static final double DEAD_PART = 0.3;

    private static final int MOVED_AT_ONCE = 1_000;
    private static final int EMPTIED_AT_ONCE = 16;

    private final ExtentFiles extents;
    private final Checkpoints checkpoints;
    private final Epochs epochs;
    private final JobBoard jobs;
    private final Waiting waiting;

    Compaction(
            ExtentFiles extents,
            Checkpoints checkpoints,
            Epochs epochs,
            JobBoard jobs,
            Waiting waiting) {
        this.extents = extents;
        this.checkpoints = checkpoints;
        this.epochs = epochs;
        this.jobs = jobs;
        this.waiting = waiting;
    }

    boolean isDue(CollectionRegistry.Lease lease, int vector) {
        return lease.collection().rows().of(vector).worthEmptying(DEAD_PART).isPresent();
    }

    /// Empties the extents that are worth it, a few of each vector at a time. The rows of each wait
    /// in memory again.
    ///
    /// @param emptied run after each, to bring them to disk before the next
    void run(CollectionRegistry.Lease lease, Runnable emptied) {
        for (int vector : lease.state().vectors().keySet()) {
            RowStore rows = lease.collection().rows().of(vector);
            Optional<Extent> extent = rows.worthEmptying(DEAD_PART);
            for (int i = 0; i < EMPTIED_AT_ONCE && extent.isPresent(); i++) {
                empty(lease, vector, extent.get());
                emptied.run();
                extent = rows.worthEmptying(DEAD_PART);
            }
        }
    }

    private void empty(CollectionRegistry.Lease lease, int vector, Extent extent) {
        JobBoard.Ticket job =
                jobs.queue(
                        Job.Kind.COMPACT_EXTENTS,
                        Optional.of(lease.state().definition().name()),
                        "much of %s is dead".formatted(extent.file()));
        job.started();
        boolean done = false;
        try {
            List<Integer> slots = slotsIn(lease, vector, extent);
            for (int from = 0; from < slots.size(); from += MOVED_AT_ONCE) {
                int end = Math.min(slots.size(), from + MOVED_AT_ONCE);
                await(lease, move(lease, vector, extent, slots.subList(from, end)));
                job.progress((double) end / slots.size());
            }
            drop(lease, vector, extent);
            done = true;
        } finally {
            if (done) {
                job.done();
            } else {
                job.failed();
            }
        }
    }

    private static List<Integer> slotsIn(
            CollectionRegistry.Lease lease, int vector, Extent extent) {
        RowStore rows = lease.collection().rows().of(vector);
        List<Integer> slots = new ArrayList<>();
        lease.state()
                .vector(vector)
                .present()
                .forEach(slot -> {
                    if (holds(extent, rows.rowOf(slot))) {
                        slots.add(slot);
                    }
                });
        return slots;
    }

    private static boolean holds(Extent extent, long row) {
        return row >= extent.firstRow() && row < extent.endRow();
    }

    /// A row on its way.
    private record Moving(int slot, StoredPoint point, StoredVector old, DenseVector vector) {}

    /// Reads and checks all rows before it changes anything.
    private static MaintenanceStep move(
            CollectionRegistry.Lease lease, int vector, Extent extent, List<Integer> slots) {
        return (before, batch, points) -> {
            RowStore rows = lease.collection().rows().of(vector);
            List<Moving> moving = new ArrayList<>();
            for (int slot : slots) {
                points.at(slot)
                        .filter(point -> isIn(extent, point, vector))
                        .ifPresent(point -> moving.add(read(rows, slot, point, vector)));
            }
            rows.reserve(moving.size(), before.slotEnd());
            long firstRow = rows.end();
            ChangedSlots changed = new ChangedSlots();
            for (Moving each : moving) {
                move(before, batch, points, rows, each);
                changed.add(each.slot());
            }
            batch.put(
                    Families.CHANGES,
                    Keys.moved(
                            before.definition().number(),
                            before.operationNumber(),
                            vector,
                            firstRow),
                    changed.encode());
            Map<Integer, VectorState> vectors = new HashMap<>(before.vectors());
            vectors.put(vector, before.vector(vector).with(rows.spans(), rows.end()));
            return before.withVectors(vectors);
        };
    }

    private static boolean isIn(Extent extent, StoredPoint point, int vector) {
        return point.vector(vector).filter(stored -> holds(extent, stored.row())).isPresent();
    }

    private static Moving read(RowStore rows, int slot, StoredPoint point, int vector) {
        StoredVector old = point.vector(vector).orElseThrow();
        float[] elements = new float[rows.layout().rows().dimension()];
        RowSpans spans = rows.spans();
        spans.read(old.row(), elements);
        if (VectorBytes.checksum(VectorBytes.of(elements)) != old.crc()) {
            throw new DigiException(
                    new Problem.Corrupt(
                            spans.placeOf(old.row()),
                            spans.offsetOf(old.row()),
                            "row %d fails its checksum and is not moved".formatted(old.row())));
        }
        return new Moving(slot, point, old, new DenseVector(elements));
    }

    private static void move(
            CollectionState state, KvBatch batch, StepPoints points, RowStore rows, Moving moving) {
        StoredVector old = moving.old();
        StoredPoint point = moving.point();
        float[] elements = moving.vector().elements();
        long row = rows.append(moving.slot(), elements);
        batch.put(
                Families.ROWS,
                Keys.row(state.definition().number(), old.vector(), row),
                VectorBytes.of(elements));
        rows.died(old.row());
        state.vector(old.vector())
                .parts()
                .forEach(part -> part.generation().moved(moving.slot(), old.row(), row));
        List<StoredVector> vectors = new ArrayList<>(point.vectors());
        vectors.replaceAll(v ->
                v.equals(old) ? new StoredVector(old.vector(), row, old.norm(), old.crc()) : v);
        points.moved(moving.slot(), point.with(vectors));
    }

    private void drop(CollectionRegistry.Lease lease, int vector, Extent extent) {
        int number = lease.state().definition().number();
        if (checkpoints.exists(number)) {
            checkpoints.write(lease.state(), lease.collection().rows());
        }
        await(
                lease,
                (before, _, _) -> {
                    RowStore rows = lease.collection().rows().of(vector);
                    rows.drop(extent.sequence());
                    Map<Integer, VectorState> vectors = new HashMap<>(before.vectors());
                    vectors.put(vector, before.vector(vector).with(rows.spans()));
                    return before.withVectors(vectors);
                });
        epochs.whenUnused(() -> {
            extent.close();
            extents.delete(number, vector, extent.sequence());
        });
    }

    private void await(CollectionRegistry.Lease lease, MaintenanceStep step) {
        waiting.await(Call.everything(), "compaction", lease.writer().submit(step));
    }
}
