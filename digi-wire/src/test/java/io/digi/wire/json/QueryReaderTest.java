package io.digi.wire.json;

import static io.digi.wire.json.Bodies.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.query.PayloadSelector;
import io.digi.model.query.PointRead;
import io.digi.model.query.QuantizationParams;
import io.digi.model.query.QueryTarget;
import io.digi.model.query.SearchParams;
import io.digi.model.query.Selection;
import io.digi.model.query.VectorSelector;
import io.digi.model.vector.DenseVector;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryReaderTest {
    private static final QueryTarget VECTOR = new QueryTarget.Vector(new DenseVector(1f, 2f));

    @Test
    void queryHasQdrantsDefaults() {
        assertThat(QueryReader.query(body("{\"query\": [1, 2]}")))
                .isEqualTo(query(VECTOR, VectorName.DEFAULT, 10, Selection.IDS_ONLY));
        assertThat(QueryReader.query(body("{}")))
                .isEqualTo(
                        query(
                                QueryTarget.IdOrder.ID_ORDER,
                                VectorName.DEFAULT,
                                10,
                                Selection.IDS_ONLY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{}|false||",
                "{\"ignore\": null, \"rescore\": null, \"oversampling\": null}|false||",
                "{\"rescore\": false, \"other\": 1}|false|false|",
                "{\"ignore\": true, \"rescore\": true, \"oversampling\": 1}|true|true|1"
            })
    void quantizationParamsAreRead(
            String given, boolean ignore, Boolean rescore, Double oversampling) {
        PointRead.Query query =
                QueryReader.query(
                        body(
                                "{\"query\": [1], \"params\": {\"quantization\": %s}}"
                                        .formatted(given)));
        assertThat(query.params().quantization())
                .isEqualTo(
                        new QuantizationParams(
                                ignore,
                                Optional.ofNullable(rescore),
                                oversampling == null
                                        ? OptionalDouble.empty()
                                        : OptionalDouble.of(oversampling)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"oversampling\": 0.99}|422 Validation error in JSON body:"
                        + " [params.quantization.oversampling: value 0.99 invalid,"
                        + " must be 1.0 or larger]",
                "{\"rescore\": 1}|400 Format error in JSON body: invalid type: integer `1`,"
                        + " expected a boolean",
                "{\"oversampling\": \"2\"}|400 Format error in JSON body: invalid type: string"
            })
    void wrongQuantizationParamsAreRefused(String given, String answer) {
        assertThat(
                        Bodies.answer(
                                QueryReader::query,
                                "{\"query\": [1], \"params\": {\"quantization\": %s}}"
                                        .formatted(given)))
                .startsWith(answer);
    }

    @Test
    void everyFieldOfAQueryIsRead() {
        PointRead.Query query =
                QueryReader.query(
                        body(
                                """
                                {"query": {"nearest": [1, 2]}, "using": "image", "limit": 3,
                                 "offset": 4, "score_threshold": 0.5, "filter": {"must": []},
                                 "params": {"hnsw_ef": 64, "exact": true, "indexed_only": true,
                                    "quantization": {"ignore": true, "rescore": null,
                                       "oversampling": 2.0},
                                    "acorn": {"enable": true, "max_selectivity": 0.4}},
                                 "with_payload": {"exclude": ["a"]}, "with_vectors": ["image"],
                                 "prefetch": null, "lookup_from": null, "unknown": {"x": []}}\
                                """));
        assertThat(query)
                .isEqualTo(
                        new PointRead.Query(
                                VECTOR,
                                new VectorName("image"),
                                Filter.ALL,
                                3,
                                4,
                                OptionalDouble.of(0.5),
                                new SearchParams(
                                        OptionalInt.of(64),
                                        true,
                                        true,
                                        new QuantizationParams(
                                                true, Optional.empty(), OptionalDouble.of(2))),
                                new Selection(
                                        new PayloadSelector.Exclude(List.of(JsonPath.parse("a"))),
                                        new VectorSelector.Named(
                                                Set.of(new VectorName("image"))))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"7|7", "{\"nearest\": 7}|7", "\"doc_123\"|doc_123"})
    void pointIdIsATarget(String json, String id) {
        assertThat(QueryReader.query(body("{\"query\": " + json + "}")).target())
                .isEqualTo(new QueryTarget.Point(PointId.ofPathSegment(id)));
    }

    @Test
    void limitsBeyondTheIntegersMeanAll() {
        assertThat(QueryReader.query(body("{\"limit\": 18446744073709551615}")).limit())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void batchKeepsTheOrderOfItsQueries() {
        assertThat(
                        QueryReader.queryBatch(
                                        body(
                                                """
                                                {"searches": [{"query": [1, 2], "limit": 1},
                                                  {"query": 7, "limit": 2}]}\
                                                """))
                                .queries())
                .containsExactly(
                        query(VECTOR, VectorName.DEFAULT, 1, Selection.IDS_ONLY),
                        query(
                                new QueryTarget.Point(PointId.of(7)),
                                VectorName.DEFAULT,
                                2,
                                Selection.IDS_ONLY));
    }

    @Test
    void legacySearchIsAQuery() {
        assertThat(
                        QueryReader.search(
                                body("{\"vector\": [1, 2], \"top\": 5, \"with_payload\": true}")))
                .isEqualTo(query(VECTOR, VectorName.DEFAULT, 5, Selection.PAYLOAD));
        assertThat(
                        QueryReader.search(
                                body(
                                        """
                                        {"limit": 5, "vector": {"vector": [1, 2], "name": "a"},
                                         "with_vector": true, "with_payload": ["k"]}\
                                        """)))
                .isEqualTo(
                        query(
                                VECTOR,
                                new VectorName("a"),
                                5,
                                new Selection(
                                        new PayloadSelector.Include(List.of(JsonPath.parse("k"))),
                                        VectorSelector.Whole.ALL)));
        assertThat(
                        QueryReader.searchBatch(
                                        body(
                                                """
                                                {"searches": [{"vector": [1, 2], "limit": 5}]}\
                                                """))
                                .queries())
                .containsExactly(query(VECTOR, VectorName.DEFAULT, 5, Selection.IDS_ONLY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prefetch\": {\"query\": [1]}}",
                "{\"prefetch\": [{\"query\": [1]}]}",
                "{\"query\": {\"fusion\": \"rrf\"}}",
                "{\"query\": {\"rrf\": {\"k\": 2}}}",
                "{\"query\": {\"recommend\": {\"positive\": [1]}}}",
                "{\"query\": {\"discover\": {\"target\": 1, \"context\": []}}}",
                "{\"query\": {\"context\": []}}",
                "{\"query\": {\"order_by\": \"a\"}}",
                "{\"query\": {\"formula\": 1}}",
                "{\"query\": {\"sample\": \"random\"}}",
                "{\"query\": {\"nearest\": [1], \"mmr\": {}}}",
                "{\"query\": {\"nearest\": {\"indices\": [1], \"values\": [1]}}}",
                "{\"query\": {\"indices\": [1], \"values\": [1]}}",
                "{\"query\": {\"text\": \"a\", \"model\": \"b\"}}",
                "{\"query\": [[1, 2], [3, 4]]}",
                "{\"lookup_from\": {\"collection\": \"other\"}}",
                "{\"shard_key\": \"a\"}"
            })
    void whatIsNotSupportedIsNamedAndNeverPassedOver(String json) {
        assertThat(Bodies.answer(QueryReader::query, json))
                .matches("400 Bad request: `(query|prefetch|lookup_from|shard_key)[^`]*` is not.*");
    }

    @Test
    void thresholdNeedsAQuery() {
        assertThat(Bodies.answer(QueryReader::query, "{\"score_threshold\": 1}"))
                .isEqualTo(
                        "400 Bad request: A query is needed to use the score_threshold. Can't have"
                                + " score_threshold without defining a query.");
    }

    @Test
    void violationsHaveQdrantsInnerNamesAndComeTogether() {
        assertThat(Bodies.answer(QueryReader::query, "{\"limit\": 0}"))
                .isEqualTo(
                        "422 Validation error in JSON body: [internal.limit: value 0 invalid, must"
                                + " be 1 or larger]");
        assertThat(
                        Bodies.answer(
                                QueryReader::queryBatch,
                                """
                                {"searches": [{"limit": 0}, {"params": {"hnsw_ef": 0}},
                                  {"query": [], "using": "a/b"}]}\
                                """))
                .isEqualTo(
                        "422 Validation error in JSON body: [searches[0].internal.limit: value 0"
                                + " invalid, must be 1 or larger; searches[1].params.hnsw_ef: value"
                                + " 0 invalid, must be 1 or larger; searches[2].query: dense vector"
                                + " must not be empty; searches[2].using: vector name cannot"
                                + " contain \"/\"]");
        assertThat(Bodies.answer(QueryReader::search, "{\"vector\": [1], \"limit\": 0}"))
                .contains("[search_request.limit: value 0 invalid");
    }

    private static PointRead.Query query(
            QueryTarget target, VectorName using, int limit, Selection selection) {
        return new PointRead.Query(
                target,
                using,
                Filter.ALL,
                limit,
                0,
                OptionalDouble.empty(),
                SearchParams.DEFAULT,
                selection);
    }
}
