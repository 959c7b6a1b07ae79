package io.digi.wire.words;

import static java.util.Map.entry;

import io.digi.wire.words.SettingRule.Block;
import io.digi.wire.words.SettingRule.ByName;
import io.digi.wire.words.SettingRule.Count;
import io.digi.wire.words.SettingRule.Flag;
import io.digi.wire.words.SettingRule.Fraction;
import io.digi.wire.words.SettingRule.Untagged;
import io.digi.wire.words.SettingRule.Variant;
import io.digi.wire.words.SettingRule.Word;
import io.digi.wire.words.SettingRule.WordOr;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Qdrant's settings of a collection, as tables.
public final class SettingRules {
    private static final Count FROM_0 = Count.from(0);
    private static final Count FROM_1 = Count.from(1);
    private static final Count UINT32_FROM_1 = new Count(1, 0xffff_ffffL);
    private static final Count INT_FROM_0 = new Count(0, Integer.MAX_VALUE);
    private static final Word DISABLED = new Word("Disabled");

    public static final Block HNSW =
            new Block(
                    Map.of(
                            "m",
                            INT_FROM_0,
                            "ef_construct",
                            new Count(4, Integer.MAX_VALUE),
                            "full_scan_threshold",
                            new Count(10, Integer.MAX_VALUE),
                            "max_indexing_threads",
                            INT_FROM_0,
                            "on_disk",
                            Flag.FLAG,
                            "payload_m",
                            INT_FROM_0,
                            "inline_storage",
                            Flag.FLAG),
                    Map.of("full_scan_threshold_kb", "full_scan_threshold"));

    private static final SettingRule QUANTIZERS =
            new Variant(
                    Map.of(
                            "scalar",
                            quantizer(
                                    Map.of(
                                            "type", new Word("int8"),
                                            "quantile", new Fraction(0.5, 1)),
                                    "type"),
                            "product",
                            quantizer(
                                    Map.of(
                                            "compression",
                                            new Word("x4", "x8", "x16", "x32", "x64")),
                                    "compression"),
                            "binary",
                            quantizer(
                                    Map.of(
                                            "encoding",
                                            new Word("one_bit", "two_bits", "one_and_half_bits"),
                                            "query_encoding",
                                            new Word(
                                                    "default",
                                                    "binary",
                                                    "scalar4bits",
                                                    "scalar8bits"))),
                            "turbo",
                            quantizer(
                                    Map.of(
                                            "bits",
                                            new Word("bits1", "bits1_5", "bits2", "bits4")))));

    public static final SettingRule QUANTIZATION = new Untagged("QuantizationConfig", QUANTIZERS);

    /// As [#QUANTIZATION], or the word that switches it off.
    public static final SettingRule QUANTIZATION_CHANGE =
            new Untagged("QuantizationConfigDiff", new WordOr(DISABLED, QUANTIZERS));

    public static final Block OPTIMIZERS =
            new Block(
                    Map.of(
                            "deleted_threshold", new Fraction(0, 1),
                            "vacuum_min_vector_number", Count.from(100),
                            "default_segment_number", FROM_0,
                            "max_segment_size", FROM_1,
                            "memmap_threshold", FROM_0,
                            "indexing_threshold", FROM_0,
                            "flush_interval_sec", FROM_0,
                            "max_optimization_threads", new WordOr(new Word("auto"), FROM_0),
                            "prevent_unoptimized", Flag.FLAG),
                    Map.of(
                            "max_segment_size_kb", "max_segment_size",
                            "memmap_threshold_kb", "memmap_threshold",
                            "indexing_threshold_kb", "indexing_threshold"));

    public static final Block WAL =
            new Block(
                    Map.of(
                            "wal_capacity_mb", FROM_1,
                            "wal_segments_ahead", FROM_0,
                            "wal_retain_closed", FROM_0));

    public static final Block STRICT_MODE =
            new Block(
                    Map.ofEntries(
                            entry("enabled", Flag.FLAG),
                            entry("max_query_limit", FROM_1),
                            entry("max_timeout", FROM_1),
                            entry("unindexed_filtering_retrieve", Flag.FLAG),
                            entry("unindexed_filtering_update", Flag.FLAG),
                            entry("search_max_hnsw_ef", FROM_0),
                            entry("search_allow_exact", Flag.FLAG),
                            entry("search_max_oversampling", new Fraction(0, Double.MAX_VALUE)),
                            entry("upsert_max_batchsize", FROM_0),
                            entry("search_max_batchsize", FROM_0),
                            entry("max_collection_vector_size_bytes", FROM_0),
                            entry("max_collection_payload_size_bytes", FROM_0),
                            entry("max_points_count", FROM_1),
                            entry("read_rate_limit", FROM_1),
                            entry("write_rate_limit", FROM_1),
                            entry("filter_max_conditions", FROM_0),
                            entry("condition_max_size", FROM_0),
                            entry(
                                    "multivector_config",
                                    new ByName(new Block(Map.of("max_vectors", FROM_1)))),
                            entry(
                                    "sparse_config",
                                    new ByName(new Block(Map.of("max_length", FROM_1)))),
                            entry("max_payload_index_count", FROM_0),
                            entry("max_resident_memory_percent", new Count(1, 100))));

    /// The parameters that `GET` shows under `params`.
    public static final Map<String, SettingRule> PARAMS =
            Map.of(
                    "shard_number", UINT32_FROM_1,
                    "replication_factor", UINT32_FROM_1,
                    "write_consistency_factor", UINT32_FROM_1,
                    "read_fan_out_factor", new Count(0, 0xffff_ffffL),
                    "read_fan_out_delay_ms", FROM_0,
                    "on_disk_payload", Flag.FLAG);

    /// The settings of a new collection, but for those that are read apart.
    public static final Map<String, SettingRule> AT_CREATION =
            Map.of(
                    "shard_number", UINT32_FROM_1,
                    "replication_factor", UINT32_FROM_1,
                    "write_consistency_factor", UINT32_FROM_1,
                    "on_disk_payload", Flag.FLAG,
                    "optimizers_config", OPTIMIZERS,
                    "wal_config", WAL,
                    "strict_mode_config", STRICT_MODE,
                    "quantization_config", QUANTIZATION);

    /// What may change about a collection, but for what is read apart and for [#PARAMS].
    public static final Map<String, SettingRule> CHANGES =
            Map.of(
                    "optimizers_config", OPTIMIZERS,
                    "strict_mode_config", STRICT_MODE,
                    "quantization_config", QUANTIZATION_CHANGE);

    /// What may change about one vector.
    public static final Block VECTOR =
            new Block(
                    Map.of(
                            "hnsw_config", HNSW,
                            "quantization_config", QUANTIZATION_CHANGE,
                            "on_disk", Flag.FLAG),
                    Map.of("quantization", "quantization_config"));

    private SettingRules() {}

    private static Block quantizer(Map<String, SettingRule> own, String... required) {
        Map<String, SettingRule> fields = new HashMap<>(own);
        fields.put("always_ram", Flag.FLAG);
        return new Block(Map.copyOf(fields), Map.of(), List.of(required));
    }
}
