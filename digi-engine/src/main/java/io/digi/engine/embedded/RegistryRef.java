package io.digi.engine.embedded;

import org.jspecify.annotations.Nullable;

/// Breaks the circle between the registry, which opens collections, and what finds damage while
/// they are opened.
final class RegistryRef {
    volatile @Nullable CollectionRegistry registry;
    volatile @Nullable Indexing indexing;
    volatile @Nullable PayloadIndexing payloadIndexing;

    /// A collection was brought into memory: its graphs are not there yet, nor perhaps some of its
    /// payload indexes.
    void opened(int number) {
        CollectionRegistry known = registry;
        Indexing graphs = indexing;
        PayloadIndexing payloads = payloadIndexing;
        if (known != null && graphs != null && payloads != null) {
            known.leaseIfOpen(number)
                    .ifPresent(lease -> {
                        try (lease) {
                            graphs.opened(lease);
                            payloads.check(lease);
                        }
                    });
        }
    }

    void setApart(int number, int slot) {
        CollectionRegistry known = registry;
        if (known != null) {
            known.leaseIfOpen(number).ifPresent(lease -> setApart(lease, slot));
        }
    }

    private static void setApart(CollectionRegistry.Lease lease, int slot) {
        try (lease) {
            var _ = lease.writer().submit(new SettingApart(slot));
        }
    }
}
