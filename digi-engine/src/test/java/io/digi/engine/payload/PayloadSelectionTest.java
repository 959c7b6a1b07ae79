package io.digi.engine.payload;

import static io.digi.engine.trial.Json.array;
import static io.digi.engine.trial.Json.object;
import static io.digi.engine.trial.Json.payload;
import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.query.PayloadSelector;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayloadSelectionTest {
    private static final Payload PAYLOAD =
            payload(
                    "a", object("b", object("c", 1, "d", 2), "e", 3),
                    "l", array(object("v", 1, "w", 2), 5),
                    "n", 7);

    @Test
    void wholeIsAllOrNothing() {
        assertThat(PayloadSelection.select(PAYLOAD, PayloadSelector.Whole.ALL)).isEqualTo(PAYLOAD);
        assertThat(PayloadSelection.select(PAYLOAD, PayloadSelector.Whole.NONE))
                .isEqualTo(Payload.EMPTY);
    }

    @Test
    void includeKeepsWhatIsBelowAPathAndTheWayToIt() {
        assertThat(include("a.b")).isEqualTo(payload("a", object("b", object("c", 1, "d", 2))));
        assertThat(include("a.b.c", "n"))
                .isEqualTo(payload("a", object("b", object("c", 1)), "n", 7));
        assertThat(include("a.x")).isEqualTo(payload("a", object()));
        assertThat(include()).isEqualTo(Payload.EMPTY);
    }

    @Test
    void includeOfElementsNeedsEmptyBrackets() {
        assertThat(include("l[].v")).isEqualTo(payload("l", array(object("v", 1), 5)));
        assertThat(include("l")).isEqualTo(payload("l", array(object("v", 1, "w", 2), 5)));
        assertThat(include("l.v")).isEqualTo(payload("l", array()));
        assertThat(include("l[0]")).isEqualTo(payload("l", array()));
    }

    @Test
    void excludeDropsWhatIsAtAPath() {
        assertThat(exclude("a.b", "l")).isEqualTo(payload("a", object("e", 3), "n", 7));
        assertThat(exclude("l[].v", "a")).isEqualTo(payload("l", array(object("w", 2), 5), "n", 7));
        assertThat(exclude("l[]", "a")).isEqualTo(payload("l", array(), "n", 7));
        assertThat(exclude("l[0]", "a.b.x")).isEqualTo(PAYLOAD);
        assertThat(exclude()).isEqualTo(PAYLOAD);
    }

    private static Payload include(String... paths) {
        return PayloadSelection.select(PAYLOAD, new PayloadSelector.Include(parse(paths)));
    }

    private static Payload exclude(String... paths) {
        return PayloadSelection.select(PAYLOAD, new PayloadSelector.Exclude(parse(paths)));
    }

    private static List<JsonPath> parse(String... paths) {
        return Arrays.stream(paths).map(JsonPath::parse).toList();
    }
}
