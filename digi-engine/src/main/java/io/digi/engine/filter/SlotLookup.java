package io.digi.engine.filter;

import io.digi.engine.slot.SlotSet;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import java.util.Set;

/// Finds slots by what is not in the payload. Both answers are exact, for the state of the
/// collection that the live set is of.
public interface SlotLookup {
    /// The slots of the points with these ids that exist.
    SlotSet slotsOf(Set<PointId> ids);

    /// The slots of the points that have this vector.
    SlotSet slotsWith(VectorName vector);
}
