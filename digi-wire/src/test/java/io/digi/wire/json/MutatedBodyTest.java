package io.digi.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.error.DigiException;
import io.digi.wire.error.HttpStatus;
import io.digi.wire.words.CollectionDefaults;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Bodies with random damage are read or refused; nothing else may come of them.
class MutatedBodyTest {
    private static final int MUTANT_COUNT = 20_000;

    private static final String FILTER =
            """
            {"must": [{"key": "a.b[]", "match": {"value": 1}}, {"has_id": [1, "x"]},
              {"key": "t", "range": {"gt": "2020-01-01T00:00:00Z"}},
              {"nested": {"key": "n", "filter": {"should": {"is_null": {"key": "z"}}}}}],
             "min_should": {"conditions": [{"key": "c", "values_count": {"lt": 3}}],
               "min_count": 1},
             "must_not": {"key": "g", "geo_radius": {"center": {"lon": 1.5, "lat": -2},
               "radius": 1e3}}}\
            """;

    private static final String VECTORS =
            """
            {"a": {"size": 4, "distance": "Cosine", "on_disk": true, "hnsw_config": {"m": 8}}}\
            """;

    private record Route(Function<InputStream, ?> reader, String body) {}

    private static final List<Route> ROUTES =
            List.of(
                    new Route(
                            ChangeReader::upsert,
                            """
                            {"points": [{"id": 1, "vector": [0.5, -1e3, 2], "payload":
                              {"k": [1, 1.5, "ü𝄞\\u00e4", null, true, {"d": {}}]}},
                              {"id": "550e8400-e29b-41d4-a716-446655440000",
                               "vectors": {"a": [1]}}]}\
                            """),
                    new Route(
                            ChangeReader::upsert,
                            """
                            {"batch": {"ids": [1, 2], "vectors": {"a": [[1], [2]]},
                              "payloads": [{}, null]}}\
                            """),
                    new Route(
                            ChangeReader::batch,
                            """
                            {"operations": [{"set_payload": {"payload": {"a": -9223372036854775808},
                              "points": [18446744073709551615], "key": "x[0].\\"y z\\""}},
                              {"delete": {"filter": {}}}, {"delete_vectors": {"vector": ["a"],
                              "points": []}}]}\
                            """),
                    new Route(
                            QueryReader::query,
                            """
                            {"query": {"nearest": [1, 2]}, "using": "a", "limit": 5, "params":
                              {"hnsw_ef": 9, "quantization": {"oversampling": 2.0}},
                             "with_payload": {"include": ["a"]}, "with_vector": ["a"],
                             "score_threshold": 0.5, "filter":\
                            """
                                    + FILTER
                                    + "}"),
                    new Route(
                            QueryReader::searchBatch,
                            """
                            {"searches": [{"vector": {"name": "a", "vector": [1]}, "top": 3}]}\
                            """),
                    new Route(
                            PointReader::scroll,
                            """
                            {"offset": "digi-page:czE6dGRvY18x", "limit": 3, "filter":\
                            """
                                    + FILTER
                                    + "}"),
                    new Route(
                            in -> CollectionReader.create(in, CollectionDefaults.NONE),
                            "{\"vectors\": "
                                    + VECTORS
                                    + """
                                    , "hnsw_config": {"m": 16, "ef_construct": 100},
                                     "optimizers_config": {"deleted_threshold": 0.5},
                                     "quantization_config": {"product": {"compression": "x16"}},
                                     "metadata": {"digi": {"tenant_field": "t"}}}\
                                    """),
                    new Route(
                            CollectionReader::update,
                            """
                            {"params": {"replication_factor": 2}, "quantization_config": "Disabled",
                             "vectors": {"a": {"on_disk": false}}}\
                            """),
                    new Route(
                            CollectionReader::aliases,
                            """
                            {"actions": [{"create_alias": {"collection_name": "c",
                              "alias_name": "a"}}, {"delete_alias": {"alias_name": "a"}}]}\
                            """),
                    new Route(
                            CollectionReader::payloadIndex,
                            """
                            {"field_name": "a", "field_schema": {"type": "integer",
                              "lookup": true, "range": false}}\
                            """));

    private static final List<String> TOKENS =
            List.of(
                    "null",
                    "true",
                    "-1",
                    "0",
                    "1e39",
                    "1e999",
                    "NaN",
                    "9223372036854775808",
                    "18446744073709551616",
                    "1.5",
                    "\"\"",
                    "\"x\"",
                    "[]",
                    "{}",
                    "[[",
                    "{\"a\":",
                    "\\ud800",
                    "\\u0000",
                    "\"",
                    "\\",
                    ",",
                    ":",
                    "}",
                    "]",
                    "99999999999999999999999",
                    "\"key\":",
                    "\"vector\":",
                    "\"\u0000\"",
                    "\"digi-page:\"");

    @Test
    void unharmedBodiesAreRead() {
        for (Route route : ROUTES) {
            assertThat(route.reader.apply(Bodies.body(route.body))).as(route.body).isNotNull();
        }
    }

    @Test
    void mutantsAreReadOrRefused() {
        long seed = Long.getLong("digi.seed", System.nanoTime());
        System.out.println("MutatedBodyTest seed " + seed);
        Random random = new Random(seed);
        int refused = 0;
        int count = MUTANT_COUNT * Integer.getInteger("digi.test.effort", 1);
        for (int i = 0; i < count; i++) {
            Route route = ROUTES.get(random.nextInt(ROUTES.size()));
            byte[] mutant = mutant(route.body.getBytes(StandardCharsets.UTF_8), random);
            refused += isRefused(route, mutant, seed) ? 1 : 0;
        }
        assertThat(refused).as("seed %d", seed).isBetween(count / 4, count - 1);
    }

    private static boolean isRefused(Route route, byte[] mutant, long seed) {
        try {
            route.reader.apply(new ByteArrayInputStream(mutant));
            return false;
        } catch (DigiException refused) {
            assertThat(HttpStatus.of(refused.problem()).status()).isIn(400, 422);
            return true;
        } catch (RuntimeException | Error escaped) {
            throw new AssertionError(
                    "seed %d: %s".formatted(seed, new String(mutant, StandardCharsets.UTF_8)),
                    escaped);
        }
    }

    private static byte[] mutant(byte[] body, Random random) {
        byte[] mutant = body;
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            mutant = damaged(mutant, random);
        }
        return mutant;
    }

    private static byte[] damaged(byte[] body, Random random) {
        int at = random.nextInt(body.length + 1);
        int end = Math.min(body.length, at + random.nextInt(12));
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(body, Math.max(1, at));
            case 1 -> spliced(body, at, end, new byte[0]);
            case 2 -> spliced(body, at, at, Arrays.copyOfRange(body, at, end));
            case 3 -> spliced(body, at, at, new byte[] {(byte) random.nextInt(256)});
            default ->
                    spliced(
                            body,
                            at,
                            end,
                            TOKENS.get(random.nextInt(TOKENS.size()))
                                    .getBytes(StandardCharsets.UTF_8));
        };
    }

    private static byte[] spliced(byte[] body, int from, int to, byte[] inserted) {
        byte[] whole = new byte[from + inserted.length + body.length - to];
        System.arraycopy(body, 0, whole, 0, from);
        System.arraycopy(inserted, 0, whole, from, inserted.length);
        System.arraycopy(body, to, whole, from + inserted.length, body.length - to);
        return whole;
    }
}
