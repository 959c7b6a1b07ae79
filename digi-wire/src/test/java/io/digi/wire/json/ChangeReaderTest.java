package io.digi.wire.json;

import static io.digi.wire.json.Bodies.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.change.PointSelection;
import io.digi.model.change.PointVectors;
import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.vector.DenseVector;
import io.digi.model.vector.NamedVectors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangeReaderTest {
    private static final PointSelection ONE_AND_TWO =
            new PointSelection.Ids(List.of(PointId.of(1), PointId.of(2)));
    private static final Filter RED =
            Filter.must(
                    new Condition.Field(
                            JsonPath.parse("color"),
                            new FieldTest.MatchValue(new FieldTest.Scalar.Text("red"))));
    private static final String RED_JSON =
            """
            {"must": {"key": "color", "match": {"value": "red"}}}\
            """;

    @Test
    void upsertTakesAListOfPoints() {
        PointChange change =
                ChangeReader.upsert(
                        body(
                                """
                                {"points": [
                                  {"id": 1, "vector": [0.5, -1, 2e1], "payload": {"n": 1}},
                                  {"payload": null, "vectors": {"a": [1], "b": [2, 3]}, "id": "x"},
                                  {"id": 18446744073709551615, "vector": {}, "surplus": [{}]}
                                ], "shard_key": null, "update_mode": "upsert"}\
                                """));
        assertThat(change)
                .isEqualTo(
                        new PointChange.Upsert(
                                List.of(
                                        new Point(
                                                PointId.of(1),
                                                NamedVectors.of(0.5f, -1f, 20f),
                                                Payload.of(Map.of("n", Value.of(1)))),
                                        new Point(
                                                PointId.of("x"),
                                                new NamedVectors(
                                                        Map.of(
                                                                new VectorName("a"),
                                                                new DenseVector(1f),
                                                                new VectorName("b"),
                                                                new DenseVector(2f, 3f))),
                                                Payload.EMPTY),
                                        new Point(
                                                PointId.of(-1L),
                                                NamedVectors.NONE,
                                                Payload.EMPTY))));
    }

    @Test
    void upsertTakesColumns() {
        PointChange change =
                ChangeReader.upsert(
                        body(
                                """
                                {"batch": {
                                  "vectors": {"a": [[1, 2], [3, 4]]},
                                  "payloads": [null, {"k": true}],
                                  "ids": [7, "8"]
                                }}\
                                """));
        assertThat(change)
                .isEqualTo(
                        new PointChange.Upsert(
                                List.of(
                                        new Point(
                                                PointId.of(7),
                                                NamedVectors.of("a", 1f, 2f),
                                                Payload.EMPTY),
                                        new Point(
                                                PointId.of("8"),
                                                NamedVectors.of("a", 3f, 4f),
                                                Payload.of(Map.of("k", Value.of(true)))))));
    }

    @Test
    void columnsMayHoldTheUnnamedVector() {
        PointChange.Upsert change =
                (PointChange.Upsert)
                        ChangeReader.upsert(
                                body("{\"batch\": {\"ids\": [1], \"vectors\": [[1, 2]]}}"));
        assertThat(change.points().getFirst().vectors()).isEqualTo(NamedVectors.of(1f, 2f));
    }

    @Test
    void fourFormsOfAUuidAreOnePoint() {
        UUID uuid = UUID.fromString("550e8400-e29b-41d4-a716-446655440000");
        PointChange change =
                ChangeReader.delete(
                        body(
                                """
                                {"points": ["550e8400-e29b-41d4-a716-446655440000",
                                  "550E8400E29B41D4A716446655440000",
                                  "urn:uuid:550e8400-e29b-41d4-a716-446655440000",
                                  "{550e8400-e29b-41d4-a716-446655440000}"]}\
                                """));
        PointId expected =
                new PointId.Uuid(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
        assertThat(change)
                .isEqualTo(
                        new PointChange.Delete(
                                new PointSelection.Ids(
                                        List.of(expected, expected, expected, expected))));
    }

    @Test
    void pointsAreDeletedByIdsOrByFilter() {
        assertThat(ChangeReader.delete(body("{\"points\": [1, 2]}")))
                .isEqualTo(new PointChange.Delete(ONE_AND_TWO));
        assertThat(ChangeReader.delete(body("{\"filter\": " + RED_JSON + "}")))
                .isEqualTo(new PointChange.Delete(new PointSelection.Matching(RED)));
    }

    @Test
    void vectorsAreUpdatedAndDeleted() {
        assertThat(
                        ChangeReader.updateVectors(
                                body(
                                        """
                                        {"points": [{"id": 1, "vector": [1, 2]},
                                          {"id": 2, "vector": {"a": [3]}}]}\
                                        """)))
                .isEqualTo(
                        new PointChange.UpdateVectors(
                                List.of(
                                        new PointVectors(PointId.of(1), NamedVectors.of(1f, 2f)),
                                        new PointVectors(
                                                PointId.of(2), NamedVectors.of("a", 3f)))));
        assertThat(
                        ChangeReader.deleteVectors(
                                body("{\"points\": [1, 2], \"vectors\": [\"a\", \"\"]}")))
                .isEqualTo(
                        new PointChange.DeleteVectors(
                                ONE_AND_TWO, Set.of(new VectorName("a"), VectorName.DEFAULT)));
    }

    @Test
    void payloadIsSetOverwrittenDeletedAndCleared() {
        Payload payload = Payload.of(Map.of("a", Value.of(1.0)));
        assertThat(ChangeReader.setPayload(body("{\"payload\": {\"a\": 1.0}, \"points\": [1, 2]}")))
                .isEqualTo(new PointChange.SetPayload(ONE_AND_TWO, payload, Optional.empty()));
        assertThat(
                        ChangeReader.setPayload(
                                body(
                                        "{\"payload\": {\"a\": 1.0}, \"key\": \"x.y\", \"filter\": "
                                                + RED_JSON
                                                + "}")))
                .isEqualTo(
                        new PointChange.SetPayload(
                                new PointSelection.Matching(RED),
                                payload,
                                Optional.of(JsonPath.parse("x.y"))));
        assertThat(
                        ChangeReader.overwritePayload(
                                body("{\"payload\": {\"a\": 1.0}, \"points\": [1, 2]}")))
                .isEqualTo(new PointChange.OverwritePayload(ONE_AND_TWO, payload));
        assertThat(
                        ChangeReader.deletePayload(
                                body("{\"keys\": [\"a\", \"b[].c\"], \"points\": [1, 2]}")))
                .isEqualTo(
                        new PointChange.DeletePayload(
                                ONE_AND_TWO,
                                List.of(JsonPath.parse("a"), JsonPath.parse("b[].c"))));
        assertThat(ChangeReader.clearPayload(body("{\"points\": [1, 2]}")))
                .isEqualTo(new PointChange.ClearPayload(ONE_AND_TWO));
    }

    @Test
    void batchHoldsAllEightOperationsInTheirOrder() {
        List<PointChange> changes =
                ChangeReader.batch(
                        body(
                                """
                                {"operations": [
                                  {"upsert": {"points": [{"id": 1, "vector": [1]}]}},
                                  {"delete": {"points": [1]}},
                                  {"set_payload": {"payload": {}, "points": [1]}},
                                  {"overwrite_payload": {"payload": {}, "points": [1]}},
                                  {"delete_payload": {"keys": ["a"], "points": [1]}},
                                  {"clear_payload": {"filter": {}}},
                                  {"update_vectors": {"points": [{"id": 1, "vector": [1]}]}},
                                  {"delete_vectors": {"vector": ["a"], "points": [1]}}
                                ]}\
                                """));
        assertThat(changes)
                .extracting(Object::getClass)
                .isEqualTo(
                        List.of(
                                PointChange.Upsert.class,
                                PointChange.Delete.class,
                                PointChange.SetPayload.class,
                                PointChange.OverwritePayload.class,
                                PointChange.DeletePayload.class,
                                PointChange.ClearPayload.class,
                                PointChange.UpdateVectors.class,
                                PointChange.DeleteVectors.class));
    }

    @Test
    void longestVectorIsReadAndALongerOneIsRefusedWhileReading() {
        assertThat(
                        ((PointChange.Upsert) ChangeReader.upsert(body(pointOf(65_536))))
                                .points()
                                .getFirst()
                                .vectors()
                                .get(VectorName.DEFAULT)
                                .orElseThrow()
                                .dimension())
                .isEqualTo(65_536);
        assertThat(Bodies.answer(ChangeReader::upsert, pointOf(65_537)))
                .startsWith("400 Format error in JSON body: a vector has more than 65536 elements");
    }

    @Test
    void payloadNumbersKeepTheirKind() {
        PointChange.SetPayload change =
                (PointChange.SetPayload)
                        ChangeReader.setPayload(
                                body(
                                        """
                                        {"points": [], "payload": {"i": 9223372036854775807,
                                          "d": 1.0, "e": 1e2, "n": -0.0, "t": "1", "z": null,
                                          "twice": 1, "twice": [2, {"deep": "ü𝄞"}]}}\
                                        """));
        assertThat(change.payload().fields())
                .isEqualTo(
                        Map.of(
                                "i", Value.of(Long.MAX_VALUE),
                                "d", Value.of(1.0),
                                "e", Value.of(100.0),
                                "n", Value.of(-0.0),
                                "t", Value.of("1"),
                                "z", Value.Null.NULL,
                                "twice",
                                        new Value.Array(
                                                List.of(
                                                        Value.of(2),
                                                        new Value.Struct(
                                                                Map.of(
                                                                        "deep",
                                                                        Value.of("ü𝄞")))))));
    }

    private static String pointOf(int dimension) {
        String elements =
                IntStream.range(0, dimension).mapToObj(_ -> "1").collect(Collectors.joining(","));
        return "{\"points\": [{\"id\": 1, \"vector\": [" + elements + "]}]}";
    }
}
