package io.digi.engine.embedded;

import io.digi.model.error.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What an engine does not do as it promises, in sentences. Each has its cause only once: where the
/// store takes no writes, no collection is named beside it.
record Troubles(Parts parts) {
    List<String> now() {
        Set<String> troubles = new LinkedHashSet<>(parts.damage().troubles());
        boolean stopped = addStore(troubles);
        if (parts.disk().isLow()) {
            troubles.add("the disk is almost full: new data is refused");
        }
        parts.registry()
                .forEachOpen(loaded -> {
                    troubles.addAll(Warnings.ofDamage(loaded.collection().state()));
                    if (!stopped) {
                        loaded.writer()
                                .stopped()
                                .ifPresent(problem -> troubles.add(writer(loaded, problem)));
                    }
                });
        return new ArrayList<>(troubles);
    }

    private boolean addStore(Set<String> troubles) {
        parts.kv()
                .writeRefusal()
                .or(parts.committer()::refusal)
                .ifPresent(problem -> troubles.add(problem.message()));
        return parts.committer().refusal().isPresent();
    }

    private static String writer(Holder.Loaded loaded, Problem problem) {
        return "collection %s takes no writes until restart: %s"
                .formatted(
                        loaded.collection().state().definition().name().value(), problem.message());
    }
}
