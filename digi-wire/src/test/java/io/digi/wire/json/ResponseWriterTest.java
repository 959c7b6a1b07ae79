package io.digi.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.change.WriteReceipt;
import io.digi.model.config.Alias;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.CollectionInfo;
import io.digi.model.config.CollectionInfo.PayloadIndexInfo;
import io.digi.model.config.CollectionStatus;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.id.TenantId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.query.PointRecord;
import io.digi.model.query.ScoredPoint;
import io.digi.model.query.ScrollPage;
import io.digi.model.query.ScrollPosition;
import io.digi.model.vector.DenseVector;
import io.digi.model.vector.Distance;
import io.digi.model.vector.NamedVectors;
import io.digi.wire.error.ErrorAnswer;
import io.digi.wire.words.CollectionDefaults;
import io.digi.wire.words.UpdateStatus;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ResponseWriterTest {
    private static final PointRecord BARE =
            new PointRecord(PointId.of(1), Optional.empty(), Optional.empty());

    @Test
    void envelopeHasResultStatusAndTime() {
        assertThat(written(out -> out.flag(true)))
                .isEqualTo("{\"result\":true,\"status\":\"ok\",\"time\":0.0015}");
    }

    @Test
    void errorHasNoResult() {
        assertThat(written(out -> out.error(new ErrorAnswer(404, "Not found: \"x\"\n"))))
                .isEqualTo("{\"status\":{\"error\":\"Not found: \\\"x\\\"\\n\"},\"time\":0.0015}");
    }

    @Test
    void writesAreAcknowledged() {
        assertThat(
                        result(out ->
                                out.update(
                                        new WriteReceipt(List.of(7L)), UpdateStatus.ofWait(true))))
                .isEqualTo("{\"operation_id\":7,\"status\":\"completed\"}");
        assertThat(
                        result(out ->
                                out.update(
                                        new WriteReceipt(List.of(7L), /* isComplete= */ false),
                                        UpdateStatus.ofWait(true))))
                .isEqualTo("{\"operation_id\":7,\"status\":\"wait_timeout\"}");
        assertThat(
                        result(out ->
                                out.updates(
                                        new WriteReceipt(List.of(7L, 8L)),
                                        UpdateStatus.ofWait(false))))
                .isEqualTo(
                        "[{\"operation_id\":7,\"status\":\"acknowledged\"},"
                                + "{\"operation_id\":8,\"status\":\"acknowledged\"}]");
    }

    @Test
    void recordsShowWhatWasAskedFor() {
        PointRecord full =
                new PointRecord(
                        PointId.of("doc_1"),
                        Optional.of(
                                payload("{\"i\":1,\"d\":1.0,\"t\":\"ü\",\"z\":null,\"a\":[{}]}")),
                        Optional.of(NamedVectors.of(0.1f, -2f)));
        PointRecord named =
                new PointRecord(
                        PointId.of("550e8400e29b41d4a716446655440000"),
                        Optional.of(Payload.EMPTY),
                        Optional.of(
                                new NamedVectors(
                                        Map.of(
                                                new VectorName("a"),
                                                new DenseVector(1e-7f),
                                                VectorName.DEFAULT,
                                                new DenseVector(1e7f)))));
        assertThat(result(out -> out.records(List.of(BARE, full, named))))
                .isEqualTo(
                        "[{\"id\":1},{\"id\":\"doc_1\",\"payload\":{\"i\":1,\"d\":1.0,\"t\":\"ü\","
                                + "\"z\":null,\"a\":[{}]},\"vector\":[0.1,-2.0]},"
                                + "{\"id\":\"550e8400-e29b-41d4-a716-446655440000\",\"payload\":{},"
                                + "\"vector\":{\"\":[10000000.0],\"a\":[1e-7]}}]");
        assertThat(result(out -> out.record(BARE))).isEqualTo("{\"id\":1}");
    }

    @Test
    void idsAreUnsigned() {
        PointRecord last = new PointRecord(PointId.of(-1), Optional.empty(), Optional.empty());
        assertThat(result(out -> out.record(last))).isEqualTo("{\"id\":18446744073709551615}");
    }

    @Test
    void hitsHaveTheShortestScore() {
        ScoredPoint hit =
                new ScoredPoint(PointId.of(1), 3, 0.1f, Optional.empty(), Optional.empty());
        String shown = "{\"id\":1,\"version\":3,\"score\":0.1}";
        assertThat(result(out -> out.query(List.of(hit))))
                .isEqualTo("{\"points\":[" + shown + "]}");
        assertThat(result(out -> out.queryBatch(List.of(List.of(hit), List.of()))))
                .isEqualTo("[{\"points\":[" + shown + "]},{\"points\":[]}]");
        assertThat(result(out -> out.search(List.of(hit)))).isEqualTo("[" + shown + "]");
        assertThat(result(out -> out.searchBatch(List.of(List.of(), List.of(hit)))))
                .isEqualTo("[[],[" + shown + "]]");
    }

    @Test
    void pageSaysWhereTheNextBegins() {
        assertThat(result(out -> out.scrollPage(new ScrollPage(List.of(BARE), Optional.empty()))))
                .isEqualTo("{\"points\":[{\"id\":1}],\"next_page_offset\":null}");
        assertThat(result(out -> out.scrollPage(pageBefore(Optional.empty(), PointId.of("a")))))
                .isEqualTo("{\"points\":[],\"next_page_offset\":\"a\"}");
        assertThat(
                        result(out ->
                                out.scrollPage(
                                        pageBefore(Optional.of(new TenantId("t")), PointId.of(5)))))
                .startsWith("{\"points\":[],\"next_page_offset\":\"digi-page:");
    }

    @Test
    void namesAreListed() {
        CollectionName a = new CollectionName("a");
        CollectionName b = new CollectionName("b");
        assertThat(result(out -> out.collections(List.of(a, b))))
                .isEqualTo("{\"collections\":[{\"name\":\"a\"},{\"name\":\"b\"}]}");
        assertThat(result(out -> out.aliases(List.of(new Alias(b, a)))))
                .isEqualTo("{\"aliases\":[{\"alias_name\":\"b\",\"collection_name\":\"a\"}]}");
        assertThat(result(out -> out.exists(false))).isEqualTo("{\"exists\":false}");
        assertThat(result(out -> out.count(5))).isEqualTo("{\"count\":5}");
    }

    @Test
    void collectionShowsDefaultsWhereNothingWasSet() {
        CollectionInfo info =
                info(
                        CollectionConfig.of(4, Distance.COSINE),
                        CollectionStatus.GREEN,
                        Map.of(),
                        List.of());
        assertThat(result(out -> out.collection(info)))
                .isEqualTo(
                        "{\"status\":\"green\",\"optimizer_status\":\"ok\","
                                + "\"indexed_vectors_count\":2,\"points_count\":3,"
                                + "\"segments_count\":1,\"config\":{\"params\":{\"vectors\":"
                                + "{\"size\":4,\"distance\":\"Cosine\"},\"shard_number\":1,"
                                + "\"replication_factor\":1,\"write_consistency_factor\":1,"
                                + "\"on_disk_payload\":true},\"hnsw_config\":{\"m\":16,"
                                + "\"ef_construct\":100,\"full_scan_threshold\":10000,"
                                + "\"max_indexing_threads\":0,\"on_disk\":false},"
                                + "\"optimizer_config\":{\"deleted_threshold\":0.2,"
                                + "\"vacuum_min_vector_number\":1000,"
                                + "\"default_segment_number\":0,\"max_segment_size\":null,"
                                + "\"memmap_threshold\":null,\"indexing_threshold\":10000,"
                                + "\"flush_interval_sec\":5,\"max_optimization_threads\":null},"
                                + "\"wal_config\":{\"wal_capacity_mb\":32,"
                                + "\"wal_segments_ahead\":0,\"wal_retain_closed\":1},"
                                + "\"quantization_config\":null},\"payload_schema\":{},"
                                + "\"update_queue\":{\"length\":0}}");
    }

    @Test
    void collectionShowsWhatWasSet() {
        CollectionConfig config =
                CollectionReader.create(
                        Bodies.body(
                                """
                                {"vectors": {"a": {"size": 1, "distance": "Dot", "on_disk": true,
                                    "hnsw_config": {"m": 0},
                                    "quantization": {"turbo": {"bits": "bits2"}}}},
                                 "hnsw_config": {"payload_m": 8}, "shard_number": 3,
                                 "wal_config": {"wal_capacity_mb": 1},
                                 "optimizers_config": {"max_optimization_threads": "auto"},
                                 "strict_mode_config": {"enabled": true}, "metadata": {"k": 1}}\
                                """),
                        CollectionDefaults.NONE);
        Map<JsonPath, PayloadIndexInfo> indexes = new LinkedHashMap<>();
        indexes.put(
                JsonPath.parse("a.b"),
                new PayloadIndexInfo(new PayloadIndexConfig.Keyword(true, false), 9));
        String shown =
                result(out ->
                        out.collection(
                                info(
                                        config,
                                        CollectionStatus.RED,
                                        indexes,
                                        List.of("a file is damaged"))));
        assertThat(shown)
                .contains(
                        "\"status\":\"red\",\"optimizer_status\":{\"error\":\"a file is damaged\"},"
                                + "\"warnings\":[{\"message\":\"a file is damaged\"}]",
                        "\"vectors\":{\"a\":{\"size\":1,\"distance\":\"Dot\",\"hnsw_config\":"
                                + "{\"m\":0},\"on_disk\":true,\"quantization_config\":{\"turbo\":"
                                + "{\"bits\":\"bits2\"}}}},\"shard_number\":3",
                        "\"payload_m\":8",
                        "\"wal_config\":{\"wal_capacity_mb\":1,\"wal_segments_ahead\":0",
                        "\"max_optimization_threads\":null}",
                        "\"strict_mode_config\":{\"enabled\":true},\"metadata\":{\"k\":1}}",
                        "\"payload_schema\":{\"a.b\":{\"data_type\":\"keyword\",\"params\":"
                                + "{\"type\":\"keyword\",\"is_tenant\":true},\"points\":9}}");
    }

    @Test
    void changedGraphSettingsOfAVectorAreShownOverThoseOfItsCreation() {
        CollectionConfig created =
                CollectionReader.create(
                        Bodies.body(
                                """
                                {"vectors": {"a": {"size": 1, "distance": "Dot",
                                                   "hnsw_config": {"m": 8}},
                                             "b": {"size": 1, "distance": "Dot"}}}\
                                """),
                        CollectionDefaults.NONE);
        CollectionChange change =
                CollectionReader.update(
                                Bodies.body(
                                        """
                                        {"vectors": {"a": {"hnsw_config": {"ef_construct": 50}},
                                                     "b": {"hnsw_config": {}}}}\
                                        """))
                        .changes()
                        .getFirst();
        CollectionConfig changed = created.updatedBy((CollectionChange.UpdateSettings) change);
        String shown =
                result(out ->
                        out.collection(info(changed, CollectionStatus.GREEN, Map.of(), List.of())));
        assertThat(shown)
                .contains(
                        "\"hnsw_config\":{\"m\":8,\"ef_construct\":50}},"
                                + "\"b\":{\"size\":1,\"distance\":\"Dot\"}");
    }

    @Test
    void integerIndexShowsParamsOnlyIfTheyDiffer() {
        CollectionInfo plain = withIndex(PayloadIndexConfig.integer());
        assertThat(result(out -> out.collection(plain)))
                .contains("{\"a\":{\"data_type\":\"integer\",\"points\":1}}");
        CollectionInfo lookupOnly =
                withIndex(new PayloadIndexConfig.Int(true, false, false, false));
        assertThat(result(out -> out.collection(lookupOnly)))
                .contains("\"params\":{\"type\":\"integer\",\"lookup\":true,\"range\":false}");
    }

    private static CollectionInfo withIndex(PayloadIndexConfig index) {
        return info(
                CollectionConfig.of(1, Distance.DOT),
                CollectionStatus.GREEN,
                Map.of(JsonPath.parse("a"), new PayloadIndexInfo(index, 1)),
                List.of());
    }

    private static CollectionInfo info(
            CollectionConfig config,
            CollectionStatus status,
            Map<JsonPath, PayloadIndexInfo> indexes,
            List<String> warnings) {
        return new CollectionInfo(config, status, 3, 2, 1, indexes, 0, warnings);
    }

    private static ScrollPage pageBefore(Optional<TenantId> tenant, PointId id) {
        return new ScrollPage(List.of(), Optional.of(new ScrollPosition(tenant, id)));
    }

    private static Payload payload(String json) {
        return JsonReader.read(Bodies.body(json), PayloadReader::payload);
    }

    private static String result(Consumer<ResponseWriter> answer) {
        String written = written(answer);
        String end = ",\"status\":\"ok\",\"time\":0.0015}";
        assertThat(written).startsWith("{\"result\":").endsWith(end);
        return written.substring("{\"result\":".length(), written.length() - end.length());
    }

    private static String written(Consumer<ResponseWriter> answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        answer.accept(new ResponseWriter(bytes, () -> 1_500_000));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
