package io.digi.model.config;

import io.digi.model.error.Violations;
import java.util.Optional;
import java.util.OptionalInt;

/// How the graph index is built [Malkov & Yashunin, arXiv 1603.09320].
///
/// @param m links per node on the upper levels, twice as many on level 0; 0 for no global graph
/// @param efConstruct size of the candidate list while building, at least 4
/// @param fullScanThresholdKb vectors smaller than this together, in KiB, are scanned
/// @param maxIndexingThreads 0 for as many as the machine has
/// @param payloadM links per node of a tenant's own graph; absent: `m`
public record HnswConfig(
        int m,
        int efConstruct,
        int fullScanThresholdKb,
        int maxIndexingThreads,
        Optional<Boolean> onDisk,
        OptionalInt payloadM) {
    public static final HnswConfig DEFAULT =
            new HnswConfig(16, 100, 10_000, 0, Optional.of(false), OptionalInt.empty());

    public HnswConfig {
        new Violations()
                .atLeast("m", m, 0)
                .atLeast("ef_construct", efConstruct, 4)
                .atLeast("full_scan_threshold", fullScanThresholdKb, 0)
                .atLeast("max_indexing_threads", maxIndexingThreads, 0)
                .atLeast("payload_m", payloadM.orElse(0), 0)
                .throwIfAny();
    }
}
