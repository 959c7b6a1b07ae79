package io.digi.engine.embedded;

import io.digi.engine.collection.ReadView;
import io.digi.engine.plan.PointReader;
import io.digi.engine.record.StoredVector;
import io.digi.engine.slot.SlotSet;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;

/// Vectors of a collection, spread evenly over its slots, from which codes are trained.
final class Sample {
    private Sample() {}

    /// About `count` vectors of some slots, or all there are; damaged ones are passed over.
    static float[][] of(ReadView view, int vector, SlotSet share, int count) {
        SlotSet slots = share.andNot(view.state().damaged());
        PointReader points = new PointReader(view);
        int stride = Math.max(1, slots.cardinality() / count);
        List<float[]> rows = new ArrayList<>();
        PrimitiveIterator.OfInt all = slots.iterator();
        for (int i = 0; all.hasNext(); i++) {
            int slot = all.nextInt();
            if (i % stride == 0) {
                add(points, points.at(slot).vector(vector).orElseThrow(), rows);
            }
        }
        return rows.toArray(float[][]::new);
    }

    private static void add(PointReader points, StoredVector vector, List<float[]> rows) {
        try {
            rows.add(points.elements(vector));
        } catch (DigiException e) {
            if (!(e.problem() instanceof Problem.Corrupt)) {
                throw e;
            }
        }
    }
}
