package io.digi.engine.embedded;

import io.digi.engine.collection.CollectionState;
import io.digi.model.payload.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What the user of a collection should know.
final class Warnings {
    /// Settings that are kept and shown but change nothing yet.
    private static final Set<String> WITHOUT_EFFECT = Set.of("quantization_config");

    private Warnings() {}

    static List<String> of(CollectionState state) {
        List<String> warnings = new ArrayList<>(ofDamage(state));
        state.definition()
                .config()
                .settings()
                .fields()
                .forEach((name, value) -> {
                    if (WITHOUT_EFFECT.contains(name) && value != Value.Null.NULL) {
                        warnings.add("%s is kept but has no effect yet".formatted(name));
                    }
                });
        return warnings;
    }

    /// What is said of points whose vector is damaged; empty where none is.
    static List<String> ofDamage(CollectionState state) {
        if (state.damaged().isEmpty()) {
            return List.of();
        }
        return List.of(
                ("collection %s: %d points have a vector that fails its checksum; searches pass"
                                + " over them; `digi verify` names the files")
                        .formatted(
                                state.definition().name().value(), state.damaged().cardinality()));
    }
}
