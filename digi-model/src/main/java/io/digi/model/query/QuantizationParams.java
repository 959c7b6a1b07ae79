package io.digi.model.query;

import io.digi.model.error.Violations;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a search does about vectors that it knows by their codes.
///
/// Scores are of the originals in any case. What these decide is how many of the candidates that
/// codes propose are compared with the originals before the nearest are chosen.
///
/// @param ignore make up for what codes lose: as near as a search that had no codes
/// @param rescore whether candidates are compared with the originals; absent: they are. Where they
///   are not, the nearest by code are the answer, as far as codes of that size tell
/// @param oversampling candidates for each hit, at least; 1 or more
public record QuantizationParams(
        boolean ignore, Optional<Boolean> rescore, OptionalDouble oversampling) {
    public static final QuantizationParams DEFAULT =
            new QuantizationParams(/* ignore= */ false, Optional.empty(), OptionalDouble.empty());

    public QuantizationParams {
        double times = oversampling.orElse(1);
        new Violations()
                .check(
                        times >= 1,
                        "oversampling",
                        "value %s invalid, must be 1.0 or larger".formatted(times))
                .throwIfAny();
    }
}
