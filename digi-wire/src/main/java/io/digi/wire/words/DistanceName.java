package io.digi.wire.words;

import io.digi.model.vector.Distance;
import java.util.Arrays;
import java.util.Optional;

/// Qdrant's names of distances.
public final class DistanceName {
    private DistanceName() {}

    public static Optional<Distance> parse(String name) {
        return Arrays.stream(Distance.values()).filter(d -> text(d).equals(name)).findFirst();
    }

    public static String text(Distance distance) {
        return switch (distance) {
            case COSINE -> "Cosine";
            case DOT -> "Dot";
            case EUCLID -> "Euclid";
            case MANHATTAN -> "Manhattan";
        };
    }
}
