package io.digi.engine.write;

import io.digi.engine.key.TenantAndId;
import io.digi.model.payload.Payload;
import java.util.List;

/// A point ready to be stored, its tenant decided.
record PreparedPoint(TenantAndId name, List<PreparedVector> vectors, Payload payload) {}
