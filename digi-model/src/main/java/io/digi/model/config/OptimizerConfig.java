package io.digi.model.config;

import io.digi.model.payload.Value;

/// When graphs are built, in the words of Qdrant's `optimizers_config`.
///
/// @param indexingThresholdKb vectors larger than this together, in KiB, get a graph; 0 for none
/// @param isEnabled whether background indexing runs at all: not where `max_optimization_threads`
///   is 0
public record OptimizerConfig(long indexingThresholdKb, boolean isEnabled) {
    public static final OptimizerConfig DEFAULT =
            new OptimizerConfig(/* indexingThresholdKb= */ 10_000, /* isEnabled= */ true);

    static OptimizerConfig of(Value.Struct given) {
        long threshold =
                given.fields().get("indexing_threshold") instanceof Value.Int(long kb)
                        ? kb
                        : DEFAULT.indexingThresholdKb();
        boolean disabled =
                given.fields().get("max_optimization_threads") instanceof Value.Int(long threads)
                        && threads == 0;
        return new OptimizerConfig(threshold, !disabled);
    }
}
