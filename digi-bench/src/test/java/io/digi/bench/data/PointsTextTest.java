package io.digi.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class PointsTextTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void bodyOfAnUpsertIsJson() {
        String body =
                new PointsText()
                        .add(3, new float[] {0.5f, -1e-7f}, "{\"a\":1}")
                        .add(4, new float[] {1f, 2f}, "{}")
                        .body();
        JsonNode points = JSON.readTree(body).path("points");
        assertThat(points.size()).isEqualTo(2);
        assertThat(points.path(0).path("id").asInt()).isEqualTo(3);
        assertThat(points.path(0).path("vector").path(1).floatValue()).isEqualTo(-1e-7f);
        assertThat(points.path(0).path("payload").path("a").asInt()).isEqualTo(1);
    }

    @Test
    void madeUpPointIsTheSameEachTimeAndHasFiveFields() {
        MadeUp madeUp = new MadeUp(1);
        String body = new PointsText().add(7, madeUp, 5, madeUp.payload(7)).body();
        JsonNode point = JSON.readTree(body).path("points").path(0);
        assertThat(point.path("vector").size()).isEqualTo(5);
        assertThat(point.path("payload").size()).isEqualTo(5);
        for (JsonNode element : point.path("vector")) {
            assertThat(element.doubleValue()).isBetween(-1.0, 1.0);
        }
        assertThat(new PointsText().add(7, new MadeUp(1), 5, madeUp.payload(7)).body())
                .isEqualTo(body);
        assertThat(new PointsText().add(8, madeUp, 5, "{}").body()).isNotEqualTo(body);
    }

    @Test
    void queryAsksForAnExactSearch() {
        JsonNode query = JSON.readTree(PointsText.query(new float[] {1f}, 10));
        assertThat(query.path("limit").asInt()).isEqualTo(10);
        assertThat(query.path("params").path("exact").asBoolean()).isTrue();
    }
}
