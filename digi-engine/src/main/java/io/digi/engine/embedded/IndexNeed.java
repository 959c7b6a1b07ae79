package io.digi.engine.embedded;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.CollectionState;
import io.digi.engine.collection.VectorState;
import io.digi.engine.generation.IndexPlan;
import io.digi.engine.generation.Linked;
import java.util.Optional;

/// What there is to do for the graph of a vector, as the reason that its job is shown with.
///
/// @param settings how long a tail is worth a job
record IndexNeed(IndexingSettings settings) {
    static IndexPlan plan(CollectionState state, VectorState vector) {
        Definition definition = state.definition();
        return IndexPlan.of(definition, definition.vectorName(vector.number()));
    }

    Optional<String> of(CollectionState state, VectorState vector) {
        return of(plan(state, vector), state, vector);
    }

    /// The same if background indexing were not switched off.
    Optional<String> whenEnabled(CollectionState state, VectorState vector) {
        return of(plan(state, vector).whenEnabled(), state, vector);
    }

    private Optional<String> of(IndexPlan plan, CollectionState state, VectorState vector) {
        int vectors = vector.present().cardinality();
        if (!plan.isDue(vectors)) {
            boolean hasLinks =
                    vector.part(Optional.empty())
                            .filter(part -> part.generation().hasLinks())
                            .isPresent();
            return hasLinks && !plan.hasLinks() ? Optional.of("`m` is 0") : Optional.empty();
        }
        if (vector.parts().isEmpty()) {
            return vector.linkable(state.damaged()).isEmpty()
                    ? Optional.empty()
                    : Optional.of("%d vectors have no graph".formatted(vectors));
        }
        return vector.parts().stream()
                .flatMap(part -> of(part.tenant().map(plan::of).orElse(plan), part).stream())
                .findFirst()
                .or(() -> ofTail(plan, state, vector));
    }

    private static Optional<String> of(IndexPlan plan, Linked part) {
        if (!plan.asksFor(part.generation())) {
            return Optional.of("the settings of the graph have changed");
        }
        return part.deadCount() > plan.deadMax(part.generation().nodeEnd())
                ? Optional.of("%d nodes are dead".formatted(part.deadCount()))
                : Optional.empty();
    }

    /// What there is to do for a vector that is not written to: a short tail, and with
    /// `looksAtShares` tenants that have or lack a generation of their own.
    Optional<String> ofRest(CollectionState state, VectorState vector, boolean looksAtShares) {
        IndexPlan plan = plan(state, vector);
        if (!plan.isDue(vector.present().cardinality()) || vector.parts().isEmpty()) {
            return Optional.empty();
        }
        if (vector.tailCount() > 0 && !vector.linkable(state.damaged()).isEmpty()) {
            return Optional.of("the last %d vectors are not linked".formatted(vector.tailCount()));
        }
        return looksAtShares && !Shares.of(state, plan, settings.ownMin()).isAsIn(vector)
                ? Optional.of("other tenants are large")
                : Optional.empty();
    }

    private Optional<String> ofTail(IndexPlan plan, CollectionState state, VectorState vector) {
        int tailMin = plan.tailMin(vector.present().cardinality(), settings.tailMin());
        // Damage is rare: the tail is not looked through unless it is long.
        int tail =
                vector.tailCount() < tailMin ? 0 : vector.linkable(state.damaged()).cardinality();
        return tail >= tailMin
                ? Optional.of("%d vectors are not linked yet".formatted(tail))
                : Optional.empty();
    }
}
