package io.digi.wire.words;

import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.Map;

/// Qdrant's defaults of the settings that a collection always shows, in the order it shows them.
public final class SettingDefaults {
    public static final Map<String, Value> PARAMS =
            Payload.EMPTY
                    .with("shard_number", Value.of(1))
                    .with("replication_factor", Value.of(1))
                    .with("write_consistency_factor", Value.of(1))
                    .with("on_disk_payload", Value.of(true))
                    .fields();

    public static final Map<String, Value> OPTIMIZERS =
            Payload.EMPTY
                    .with("deleted_threshold", Value.of(0.2))
                    .with("vacuum_min_vector_number", Value.of(1_000))
                    .with("default_segment_number", Value.of(0))
                    .with("max_segment_size", Value.Null.NULL)
                    .with("memmap_threshold", Value.Null.NULL)
                    .with("indexing_threshold", Value.of(10_000))
                    .with("flush_interval_sec", Value.of(5))
                    .with("max_optimization_threads", Value.Null.NULL)
                    .fields();

    public static final Map<String, Value> WAL =
            Payload.EMPTY
                    .with("wal_capacity_mb", Value.of(32))
                    .with("wal_segments_ahead", Value.of(0))
                    .with("wal_retain_closed", Value.of(1))
                    .fields();

    private SettingDefaults() {}
}
