package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CollectionRegistryTest {
    private static final int NUMBER = 1;

    /// Whoever drops it has given up waiting by then.
    @Test
    void droppedCollectionLeavesMemoryWhenItsLastUseEnds() {
        try (GraphParts parts = GraphParts.open(3)) {
            CollectionRegistry registry = parts.parts().registry();
            CollectionRegistry.Lease lease = parts.lease();
            assertThat(registry.retire(NUMBER, System.nanoTime())).isFalse();
            assertThat(registry.open()).contains(NUMBER);
            assertThat(registry.leaseIfOpen(NUMBER)).isEmpty();
            lease.close();
            // What looks for work after an opening may hold it for a moment, too.
            Awaitility.await().until(() -> registry.open().isEmpty());
        }
    }

    @Test
    void onlyIdleCollectionsAreEvictedUntilThereIsEnough() {
        try (GraphParts parts = GraphParts.open(3)) {
            CollectionRegistry registry = parts.parts().registry();
            assertThat(registry.evictIdle(() -> true)).isZero();
            assertThat(registry.leaseIfOpen(NUMBER))
                    .isPresent()
                    .get()
                    .satisfies(lease -> {
                        assertThat(registry.evictIdle(() -> false)).isZero();
                        assertThat(lease.state().live().cardinality()).isEqualTo(3);
                        lease.close();
                    });
            Awaitility.await()
                    .untilAsserted(() -> {
                        boolean _ = registry.evictIdle(() -> false) > 0;
                        assertThat(registry.leaseIfOpen(NUMBER)).isEmpty();
                    });
        }
    }
}
