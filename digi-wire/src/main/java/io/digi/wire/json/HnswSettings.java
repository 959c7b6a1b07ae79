package io.digi.wire.json;

import io.digi.model.config.HnswConfig;
import io.digi.model.payload.Value;
import java.util.Optional;
import java.util.OptionalInt;

/// An `hnsw_config` as given, laid over the one that holds without it.
final class HnswSettings {
    private HnswSettings() {}

    static HnswConfig over(HnswConfig base, Value.Struct given) {
        OptionalInt payloadM = number(given, "payload_m");
        Optional<Boolean> onDisk = flag(given, "on_disk");
        return new HnswConfig(
                number(given, "m").orElse(base.m()),
                number(given, "ef_construct").orElse(base.efConstruct()),
                number(given, "full_scan_threshold").orElse(base.fullScanThresholdKb()),
                number(given, "max_indexing_threads").orElse(base.maxIndexingThreads()),
                onDisk.isPresent() ? onDisk : base.onDisk(),
                payloadM.isPresent() ? payloadM : base.payloadM());
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
