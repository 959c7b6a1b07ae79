package io.digi.wire.json;

import static io.digi.wire.json.Bodies.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.config.CollectionConfig;
import io.digi.model.config.HnswConfig;
import io.digi.model.config.VectorConfig;
import io.digi.model.id.VectorName;
import io.digi.model.payload.Value;
import io.digi.model.vector.Distance;
import io.digi.wire.words.CollectionDefaults;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollectionReaderTest {
    private static final String VECTORS = "\"vectors\": {\"size\": 4, \"distance\": \"Dot\"}";

    @Test
    void collectionOfOneUnnamedVectorHasDefaults() {
        assertThat(CollectionReader.create(body("{" + VECTORS + "}"), CollectionDefaults.NONE))
                .isEqualTo(CollectionConfig.of(4, Distance.DOT));
        assertThat(CollectionReader.create(body("{\"vectors\": {}}"), CollectionDefaults.NONE))
                .isEqualTo(CollectionConfig.of(Map.of()));
    }

    @Test
    void vectorsMayHaveNames() {
        CollectionConfig config =
                CollectionReader.create(
                        body(
                                """
                                {"vectors": {
                                  "image": {"size": 4, "distance": "Cosine", "on_disk": true,
                                     "hnsw_config": {"m": 8}, "datatype": "float32",
                                     "quantization_config": {"scalar": {"type": "int8"}}},
                                  "text": {"distance": "Manhattan", "size": 65536}}}\
                                """),
                        CollectionDefaults.NONE);
        assertThat(config.vectors())
                .isEqualTo(
                        Map.of(
                                new VectorName("image"),
                                new VectorConfig(
                                        4,
                                        Distance.COSINE,
                                        new Value.Struct(Map.of("m", Value.of(8))),
                                        Optional.of(true)),
                                new VectorName("text"),
                                new VectorConfig(65_536, Distance.MANHATTAN)));
        assertThat(config.settings())
                .isEqualTo(
                        value(
                                """
                                {"vectors": {"image": {"quantization_config":
                                  {"scalar": {"type": "int8"}}}}}\
                                """));
    }

    @Test
    void settingsAreKeptByTheirCanonicalNames() {
        CollectionConfig config =
                CollectionReader.create(
                        body(
                                "{"
                                        + VECTORS
                                        + """
                                        , "hnsw_config": {"m": 32, "full_scan_threshold_kb": 500,
                                          "payload_m": 16, "on_disk": null},
                                        "optimizer_config": {"indexing_threshold_kb": 0,
                                          "max_optimization_threads": "auto", "surplus": 1},
                                        "wal_config": {"wal_capacity_mb": 64},
                                        "quantization": {"binary": {"always_ram": true}},
                                        "shard_number": 2, "replication_factor": null,
                                        "on_disk_payload": false, "sparse_vectors": {},
                                        "sharding_method": "auto", "strict_mode_config":
                                          {"enabled": true, "sparse_config":
                                             {"a": {"max_length": 3}}},
                                        "init_from": {"collection": "old"}}\
                                        """),
                        CollectionDefaults.NONE);
        assertThat(config.hnsw())
                .isEqualTo(new HnswConfig(32, 100, 500, 0, Optional.of(false), OptionalInt.of(16)));
        assertThat(config.settings())
                .isEqualTo(
                        value(
                                """
                                {"optimizers_config": {"indexing_threshold": 0,
                                   "max_optimization_threads": "auto"},
                                 "wal_config": {"wal_capacity_mb": 64},
                                 "quantization_config": {"binary": {"always_ram": true}},
                                 "shard_number": 2, "on_disk_payload": false,
                                 "strict_mode_config": {"enabled": true,
                                   "sparse_config": {"a": {"max_length": 3}}}}\
                                """));
    }

    @Test
    void metadataDeclaresTheTenantField() {
        CollectionConfig config =
                CollectionReader.create(
                        body(
                                "{"
                                        + VECTORS
                                        + ", \"metadata\": {\"digi\": {\"tenant_field\":"
                                        + " \"tenant_id\"}, \"n\": 1}}"),
                        CollectionDefaults.NONE);
        assertThat(config.tenantField()).contains("tenant_id");
        assertThat(config.metadata().get("n")).contains(Value.of(1));
        assertThat(
                        Bodies.answer(
                                in -> CollectionReader.create(in, CollectionDefaults.NONE),
                                "{\"metadata\": {\"digi\": {\"tenant_field\": 5}}}"))
                .isEqualTo(
                        "422 Validation error in JSON body: [metadata.digi.tenant_field: must be"
                                + " the name of a payload key, not empty]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"vectors\": {\"size\": 65537, \"distance\": \"Dot\"}"
                        + "|vectors.size: value 65537 invalid, must be from 1 to 65536",
                "\"vectors\": {\"size\": 0, \"distance\": \"Dot\"}"
                        + "|vectors.size: value 0 invalid, must be from 1 to 65536",
                "\"vectors\": {\"a/b\": {\"size\": 1, \"distance\": \"Dot\"}}"
                        + "|vectors.a/b: vector name cannot contain \"/\"",
                "\"shard_number\": 0|shard_number: value 0 invalid, must be 1 or larger",
                "\"hnsw_config\": {\"ef_construct\": 3}"
                        + "|hnsw_config.ef_construct: value 3 invalid, must be 4 or larger",
                "\"hnsw_config\": {\"m\": 4294967296}"
                        + "|hnsw_config.m: value 4294967296 invalid, must be from 0 to 2147483647",
                "\"optimizers_config\": {\"deleted_threshold\": 1.5}"
                        + "|optimizers_config.deleted_threshold: value 1.5 invalid,"
                        + " must be from 0 to 1",
                "\"optimizers_config\": {\"vacuum_min_vector_number\": 99}"
                        + "|optimizers_config.vacuum_min_vector_number: value 99 invalid,"
                        + " must be 100 or larger",
                "\"wal_config\": {\"wal_capacity_mb\": 0}"
                        + "|wal_config.wal_capacity_mb: value 0 invalid, must be 1 or larger",
                "\"quantization_config\": {\"scalar\": {\"type\": \"int8\", \"quantile\": 0.1}}"
                        + "|quantization_config.scalar.quantile: value 0.1 invalid,"
                        + " must be from 0.5 to 1",
                "\"strict_mode_config\": {\"max_query_limit\": 0}"
                        + "|strict_mode_config.max_query_limit: value 0 invalid,"
                        + " must be 1 or larger"
            })
    void valuesOutOfRangeAre422(String field, String violation) {
        assertThat(
                        Bodies.answer(
                                in -> CollectionReader.create(in, CollectionDefaults.NONE),
                                "{" + field + "}"))
                .isEqualTo("422 Validation error in JSON body: [" + violation + "]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"vectors\": {\"size\": 4, \"distance\": \"cosine\"}|unknown variant `cosine`",
                "\"vectors\": {\"size\": 4}|missing field `distance`",
                "\"vectors\": {\"size\": -4, \"distance\": \"Dot\"}|invalid value: integer `-4`",
                "\"vectors\": 5|invalid type: integer `5`",
                "\"shard_number\": -1|invalid value: integer `-1`",
                "\"shard_number\": \"1\"|invalid type: string \"1\"",
                "\"on_disk_payload\": 1|invalid type: integer `1`, expected a boolean",
                "\"hnsw_config\": []|invalid type: sequence"
            })
    void wrongTypesAre400(String field, String text) {
        assertThat(
                        Bodies.answer(
                                in -> CollectionReader.create(in, CollectionDefaults.NONE),
                                "{" + field + "}"))
                .startsWith("400 Format error in JSON body: " + text);
    }

    /// Qdrant says the first half of it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{}|expected one of `binary`, `product`, `scalar`, `turbo`",
                "\"Disabled\"|invalid type: string \"Disabled\"",
                "[]|invalid type: sequence",
                "{\"scalar\": {}}|missing field `type`",
                "{\"scalar\": {\"type\": \"int4\"}}|unknown variant `int4`, expected one of `int8`",
                "{\"scalar\": {\"type\": \"int8\", \"quantile\": \"1\"}}|invalid type: string",
                "{\"product\": {\"always_ram\": true}}|missing field `compression`",
                "{\"product\": {\"compression\": \"x2\"}}|unknown variant `x2`",
                "{\"binary\": {\"encoding\": \"three_bits\"}}|unknown variant `three_bits`",
                "{\"binary\": {\"query_encoding\": \"int8\"}}|unknown variant `int8`",
                "{\"binary\": {\"always_ram\": 1}}|invalid type: integer `1`",
                "{\"turbo\": {\"bits\": 2}}|invalid type: integer `2`"
            })
    void quantizationOfNoKnownFormIs400(String given, String detail) {
        String answer =
                Bodies.answer(
                        in -> CollectionReader.create(in, CollectionDefaults.NONE),
                        "{\"quantization_config\": %s}".formatted(given));
        assertThat(answer)
                .startsWith(
                        "400 Format error in JSON body: data did not match any variant of"
                                + " untagged enum QuantizationConfig: "
                                + detail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"scalar\": {\"type\": \"int8\", \"quantile\": 0.99, \"always_ram\": true}}",
                "{\"product\": {\"compression\": \"x16\", \"always_ram\": false}}",
                "{\"binary\": {}}",
                "{\"binary\": {\"encoding\": \"two_bits\", \"query_encoding\": \"scalar8bits\"}}",
                "{\"turbo\": {\"bits\": \"bits1_5\"}}"
            })
    void quantizationIsKeptAsItWasGiven(String given) {
        CollectionConfig config =
                CollectionReader.create(
                        body("{\"quantization_config\": %s}".formatted(given)),
                        CollectionDefaults.NONE);
        assertThat(config.settings().fields().get("quantization_config")).isEqualTo(value(given));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"sparse_vectors\": {\"a\": {}}",
                "\"sharding_method\": \"custom\"",
                "\"vectors\": {\"size\": 4, \"distance\": \"Dot\", \"datatype\": \"uint8\"}",
                "\"vectors\": {\"size\": 4, \"distance\": \"Dot\","
                        + " \"multivector_config\": {\"comparator\": \"max_sim\"}}"
            })
    void whatIsNotSupportedIsNamed(String field) {
        assertThat(
                        Bodies.answer(
                                in -> CollectionReader.create(in, CollectionDefaults.NONE),
                                "{" + field + "}"))
                .matches("400 Bad request: `(sparse|sharding|vectors)[a-z_.]*` is not supported.*");
    }

    private static Value.Struct value(String json) {
        return JsonReader.read(body(json), PayloadReader::payload).root();
    }
}
