package io.digi.engine.plan;

import io.digi.engine.record.StoredPoint;

/// A point that a search found.
///
/// @param value the score as users see it
record Hit(int slot, StoredPoint point, float value) {}
