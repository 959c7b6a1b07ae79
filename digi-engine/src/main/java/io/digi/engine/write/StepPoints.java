package io.digi.engine.write;

import io.digi.engine.record.StoredPoint;

/// The stored points that a [MaintenanceStep] reads and may write again.
public interface StepPoints extends StoredPoints {
    /// Writes a point whose rows have moved. It keeps its version: for users nothing changed.
    void moved(int slot, StoredPoint point);
}
