package io.digi.engine.embedded;

import io.digi.engine.plan.DamageReport;
import io.digi.model.error.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Damage that was found since the engine was opened. The first of each kind is logged and shown; a
/// point with a damaged vector is set apart from searches.
final class DamageLog implements DamageReport {
    private static final Logger LOG = LoggerFactory.getLogger(DamageLog.class);
    private static final int KEPT_MAX = 100;

    private final Set<String> troubles = new LinkedHashSet<>();
    private final ObjIntConsumer<Integer> setApart;

    /// @param setApart gets the collection and slot of a point whose vector is damaged
    DamageLog(ObjIntConsumer<Integer> setApart) {
        this.setApart = setApart;
    }

    @Override
    public void damaged(int collection, int slot, Problem.Corrupt problem) {
        found(problem);
        setApart.accept(collection, slot);
    }

    /// Damage that is not about one point.
    void found(Problem.Corrupt problem) {
        synchronized (troubles) {
            if (troubles.size() < KEPT_MAX && troubles.add(problem.message())) {
                LOG.error("damage found: {}", problem.message());
            }
        }
    }

    List<String> troubles() {
        synchronized (troubles) {
            return new ArrayList<>(troubles);
        }
    }
}
