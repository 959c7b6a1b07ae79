package io.digi.engine.write;

import io.digi.engine.record.StoredPoint;
import java.util.Optional;

/// Stored points by slot, as the last ordered write left them.
public interface StoredPoints {
    Optional<StoredPoint> at(int slot);
}
