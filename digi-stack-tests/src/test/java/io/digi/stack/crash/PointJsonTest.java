package io.digi.stack.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PointJsonTest {
    private final PointJson json = new PointJson(new VectorRecipe(8));

    @Test
    void sentPointIsRecognisedWhenItComesBack() {
        Observed point = json.observed(sent(5, 3));
        assertThat(point).isEqualTo(new Observed(3, new PointState(5, 0), true, true));
    }

    @Test
    void vectorOfAnotherVersionOrPointIsNotExact() {
        for (JsonNode other : List.of(sent(4, 3), sent(5, 2))) {
            String swapped =
                    sent(5, 3)
                            .toString()
                            .replace(
                                    sent(5, 3).path("vector").toString(),
                                    other.path("vector").toString());
            Observed point = json.observed(PointJson.parse(swapped));
            assertThat(point.vectorExact()).isFalse();
            assertThat(point.payloadExact()).isTrue();
        }
    }

    @Test
    void payloadOfAnotherPointOrWithMoreKeysIsNotExact() {
        String point = sent(5, 3).toString();
        for (String changed :
                List.of(
                        point.replace("\"owner\":3", "\"owner\":4"),
                        point.replace("\"owner\":3", "\"owner\":3,\"more\":1"),
                        point.replace("\"version\":5", "\"version\":0"),
                        point.replace("\"owner\":3,", ""))) {
            assertThat(json.observed(PointJson.parse(changed)).payloadExact())
                    .as(changed)
                    .isFalse();
        }
    }

    private JsonNode sent(long version, long id) {
        String body = json.body(new Write.Upsert(version, List.of(id)));
        return PointJson.parse(body).path("points").get(0);
    }
}
