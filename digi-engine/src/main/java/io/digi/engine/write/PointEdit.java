package io.digi.engine.write;

import io.digi.engine.record.StoredPoint;
import io.digi.engine.record.StoredVector;
import io.digi.model.payload.Payload;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a change does to one stored point, apart from storing new vectors.
sealed interface PointEdit {
    /// The point as it is afterwards; empty if it is gone. The version is left to the caller.
    Optional<StoredPoint> apply(StoredPoint before);

    /// Takes the point away.
    enum Remove implements PointEdit {
        REMOVE;

        @Override
        public Optional<StoredPoint> apply(StoredPoint before) {
            return Optional.empty();
        }
    }

    /// Takes some of its vectors away.
    record DropVectors(Set<Integer> vectors) implements PointEdit {
        @Override
        public Optional<StoredPoint> apply(StoredPoint before) {
            List<StoredVector> kept =
                    before.vectors().stream().filter(v -> !vectors.contains(v.vector())).toList();
            return Optional.of(before.with(kept));
        }
    }

    /// Changes its payload.
    record EditPayload(PayloadEdit edit) implements PointEdit {
        @Override
        public Optional<StoredPoint> apply(StoredPoint before) {
            Payload edited = edit.apply(before.name().tenant(), before.payload());
            return Optional.of(
                    new StoredPoint(before.name(), before.version(), before.vectors(), edited));
        }
    }
}
