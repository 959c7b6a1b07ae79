package io.digi.engine.embedded;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.VectorState;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// Saves the graphs of open collections before the engine closes, so that little is to be linked
/// again after a restart. Nobody may be linking any more.
///
/// @param exists whether a collection has not been dropped
record SavingAtEnd(
        IndexTools tools,
        CollectionRegistry registry,
        Predicate<Definition> exists,
        LongSupplier nanoClock) {
    /// For all together: who stops a process seldom waits for more than ten seconds.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    void run() {
        long end = nanoClock.getAsLong() + PATIENCE.toNanos();
        BooleanSupplier stopped = () -> nanoClock.getAsLong() - end >= 0;
        for (int number : registry.open()) {
            registry.leaseIfOpen(number)
                    .ifPresent(lease -> {
                        try (lease) {
                            save(lease, stopped);
                        }
                    });
        }
    }

    private void save(CollectionRegistry.Lease lease, BooleanSupplier stopped) {
        Definition definition = lease.state().definition();
        for (VectorState vector : lease.state().vectors().values()) {
            IndexedVector target =
                    new IndexedVector(
                            lease,
                            vector.number(),
                            /* tenant= */ Optional.empty(),
                            tools.settings().ownMin(),
                            () -> !exists.test(definition),
                            stopped);
            GraphSaving saving = new GraphSaving(tools, target);
            vector.parts().forEach(part -> saving.saveAtEnd(part.generation(), stopped));
        }
    }
}
