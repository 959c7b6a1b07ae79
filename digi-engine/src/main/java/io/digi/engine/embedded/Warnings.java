package io.digi.engine.embedded;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.CollectionState;
import io.digi.engine.generation.IndexPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the user of a collection should know.
final class Warnings {
    private Warnings() {}

    static List<String> of(CollectionState state) {
        List<String> warnings = new ArrayList<>(ofDamage(state));
        warnings.addAll(ofSettings(state.definition()));
        return warnings;
    }

    /// What is said of settings that are served otherwise than they read.
    static List<String> ofSettings(Definition definition) {
        return definition.config().vectors().keySet().stream()
                .map(name -> IndexPlan.of(definition, name).note())
                .flatMap(Optional::stream)
                .toList();
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
