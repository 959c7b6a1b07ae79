package io.digi.model.config;

import io.digi.model.error.Violations;
import io.digi.model.payload.Value;
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

    /// The same with another number of links.
    public HnswConfig withM(int links) {
        return new HnswConfig(
                links, efConstruct, fullScanThresholdKb, maxIndexingThreads, onDisk, payloadM);
    }

    /// The same with what an `hnsw_config` says, in the wire's words. What it does not say stays.
    public HnswConfig overlaidBy(Value.Struct given) {
        OptionalInt givenPayloadM = number(given, "payload_m");
        Optional<Boolean> givenOnDisk = flag(given, "on_disk");
        return new HnswConfig(
                number(given, "m").orElse(m),
                number(given, "ef_construct").orElse(efConstruct),
                number(given, "full_scan_threshold").orElse(fullScanThresholdKb),
                number(given, "max_indexing_threads").orElse(maxIndexingThreads),
                givenOnDisk.isPresent() ? givenOnDisk : onDisk,
                givenPayloadM.isPresent() ? givenPayloadM : payloadM);
    }

    private static OptionalInt number(Value.Struct given, String name) {
        return given.fields().get(name) instanceof Value.Int(long value)
                ? OptionalInt.of(Math.toIntExact(value))
                : OptionalInt.empty();
    }

    private static Optional<Boolean> flag(Value.Struct given, String name) {
        return given.fields().get(name) instanceof Value.Bool(boolean value)
                ? Optional.of(value)
                : Optional.empty();
    }
}
