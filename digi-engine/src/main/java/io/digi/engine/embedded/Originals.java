package io.digi.engine.embedded;

import io.digi.engine.collection.CollectionState;
import io.digi.engine.collection.ReadView;
import io.digi.engine.collection.VectorState;
import io.digi.engine.generation.Generation;
import io.digi.engine.plan.PointReader;
import io.digi.engine.record.StoredPoint;
import io.digi.engine.record.StoredVector;
import io.digi.index.hnsw.VectorSource;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The elements of a generation's nodes, as one view after the other has them.
///
/// A node that is dead may have been made from a row that is gone. It reads as zeros: it is passed
/// through for a while still, wherever it seems to lie.
final class Originals implements VectorSource {
    /// What may be read while the view is held.
    private record Sight(ReadView view, VectorState state, PointReader points) {}

    private final Generation generation;
    private final int vector;
    private volatile @Nullable Sight sight;

    Originals(Generation generation, int vector) {
        this.generation = generation;
        this.vector = vector;
    }

    /// Reads from this view from now on, which stays open meanwhile. Nobody may be reading.
    void use(ReadView view) {
        CollectionState state = view.state();
        sight = new Sight(view, state.vector(vector), new PointReader(view));
    }

    @Override
    public void read(int node, float[] into) {
        Sight now = sight();
        long row = generation.rowOf(node);
        if (row >= now.state().rowEnd()) {
            row = storedRow(now, generation.slotOf(node));
        }
        if (row < 0 || !isRead(now, row, into)) {
            Arrays.fill(into, 0);
        }
    }

    /// The vector of a slot, compared with its checksum. Throws [Problem.Corrupt].
    Optional<StoredVector> verified(int slot) {
        PointReader points = sight().points();
        Optional<StoredVector> stored = points.at(slot).vector(vector);
        stored.ifPresent(points::elements);
        return stored;
    }

    private Sight sight() {
        return Objects.requireNonNull(sight, "no view is in use");
    }

    private static boolean isRead(Sight now, long row, float[] into) {
        try {
            now.state().spans().read(row, into);
            return true;
        } catch (DigiException e) {
            if (e.problem() instanceof Problem.Corrupt) {
                return false;
            }
            throw e;
        }
    }

    /// A row that was moved after the view: where it was.
    private long storedRow(Sight now, int slot) {
        if (slot < 0 || !now.view().state().live().contains(slot)) {
            return -1;
        }
        StoredPoint point = now.points().at(slot);
        return point.vector(vector)
                .map(StoredVector::row)
                .filter(row -> row < now.state().rowEnd())
                .orElse(-1L);
    }
}
