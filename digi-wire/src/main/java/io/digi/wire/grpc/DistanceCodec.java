package io.digi.wire.grpc;

import io.digi.model.vector.Distance;
import io.digi.proto.Collections;
import java.util.Optional;

/// Distances.
final class DistanceCodec {
    private DistanceCodec() {}

    static Optional<Distance> decode(Collections.Distance message) {
        return switch (message) {
            case Cosine -> Optional.of(Distance.COSINE);
            case Dot -> Optional.of(Distance.DOT);
            case Euclid -> Optional.of(Distance.EUCLID);
            case Manhattan -> Optional.of(Distance.MANHATTAN);
            case UnknownDistance, UNRECOGNIZED -> Optional.empty();
        };
    }
}
