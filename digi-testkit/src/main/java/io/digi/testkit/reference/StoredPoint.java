package io.digi.testkit.reference;

import io.digi.model.payload.Payload;
import io.digi.model.vector.NamedVectors;

/// A point as it is kept; `version` is the number of the operation that last touched it.
record StoredPoint(long version, NamedVectors vectors, Payload payload) {}
