package io.digi.engine.embedded;

import java.time.Duration;

/// How graphs are built in the background.
///
/// @param threads that link vectors, for all collections together
/// @param tailMin vectors without a graph that start linking, at most; less in small collections
/// @param tailMax vectors that may wait to be linked, where a graph is due, before writes wait too
/// @param batchCount vectors that are linked before searches are told of them
/// @param unsavedMin changes of a graph that are saved, at least; in large graphs a tenth of its
///   nodes
/// @param ownMin points from which on a tenant has a graph of its own
/// @param failedPause how long a vector whose graph could not be built goes without another attempt
public record IndexingSettings(
        int threads,
        int tailMin,
        int tailMax,
        int batchCount,
        int unsavedMin,
        int ownMin,
        Duration failedPause) {
    private static final Duration FAILED_PAUSE = Duration.ofSeconds(30);

    public static final IndexingSettings DEFAULT =
            new IndexingSettings(
                    Runtime.getRuntime().availableProcessors(),
                    /* tailMin= */ 1_000,
                    /* tailMax= */ 200_000,
                    /* batchCount= */ 2_000,
                    /* unsavedMin= */ 20_000,
                    /* ownMin= */ 50_000);

    public IndexingSettings(
            int threads, int tailMin, int tailMax, int batchCount, int unsavedMin, int ownMin) {
        this(threads, tailMin, tailMax, batchCount, unsavedMin, ownMin, FAILED_PAUSE);
    }

    public IndexingSettings {
        if (threads < 1
                || tailMin < 1
                || tailMax < 1
                || batchCount < 1
                || unsavedMin < 0
                || ownMin < 2) {
            throw new IllegalArgumentException("indexing needs at least one of each");
        }
    }
}
