package io.digi.engine.embedded;

import io.digi.engine.collection.CollectionState;
import io.digi.engine.extent.RowSpans;
import io.digi.engine.record.StoredPoint;
import io.digi.engine.record.StoredVector;
import io.digi.engine.record.VectorBytes;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.engine.write.MaintenanceStep;
import io.digi.engine.write.StepPoints;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.kv.KvBatch;

/// Sets a slot apart from searches, if it still holds a damaged vector when its turn comes: a write
/// may have replaced the vector, or given the slot to another point, since the damage was found.
record SettingApart(int slot) implements MaintenanceStep {
    @Override
    public CollectionState apply(CollectionState before, KvBatch batch, StepPoints points) {
        if (!before.live().contains(slot) || !isDamaged(before, points)) {
            return before;
        }
        SlotSetEditor damaged = before.damaged().edit();
        damaged.add(slot);
        return before.withDamaged(damaged.build());
    }

    private boolean isDamaged(CollectionState state, StepPoints points) {
        return points.at(slot).map(StoredPoint::vectors).stream()
                .flatMap(vectors -> vectors.stream())
                .anyMatch(vector -> isDamaged(state.vector(vector.vector()).spans(), vector));
    }

    private static boolean isDamaged(RowSpans spans, StoredVector vector) {
        float[] elements = new float[spans.layout().rows().dimension()];
        try {
            spans.read(vector.row(), elements);
        } catch (DigiException e) {
            return e.problem() instanceof Problem.Corrupt;
        }
        return VectorBytes.checksum(VectorBytes.of(elements)) != vector.crc();
    }
}
