package io.digi.engine.payload;

import static io.digi.engine.trial.Json.array;
import static io.digi.engine.trial.Json.object;
import static io.digi.engine.trial.Json.payload;
import static io.digi.engine.trial.Json.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayloadPathsTest {
    private static final Payload PAYLOAD =
            payload(
                    "n", 1,
                    "tags", array("x", array("y"), null),
                    "o", object("p", object("q", "deep")),
                    "l", array(object("v", 1), object("w", 2), object("v", array(3, 4)), 5));

    @Test
    void keysLeadThroughObjects() {
        assertThat(valuesAt("n")).containsExactly(value(1));
        assertThat(valuesAt("o.p.q")).containsExactly(value("deep"));
    }

    @Test
    void whatDoesNotFitThePathHasNoValue() {
        assertThat(valuesAt("missing")).isEmpty();
        assertThat(valuesAt("n.x")).isEmpty();
        assertThat(valuesAt("n[]")).isEmpty();
        assertThat(valuesAt("o[0]")).isEmpty();
    }

    @Test
    void anArrayOnTheWayNeedsBrackets() {
        assertThat(valuesAt("l.v")).isEmpty();
        assertThat(valuesAt("l[].v")).containsExactly(value(1), array(3, 4));
        assertThat(valuesAt("l[1].w")).containsExactly(value(2));
        assertThat(valuesAt("l[9].w")).isEmpty();
    }

    @Test
    void anArrayAtTheEndIsOneValueAndSeveralLeaves() {
        assertThat(valuesAt("tags")).containsExactly(array("x", array("y"), null));
        assertThat(leavesAt("tags")).containsExactly(value("x"), array("y"), Value.Null.NULL);
        assertThat(leavesAt("tags[]")).containsExactly(value("x"), value("y"), Value.Null.NULL);
        assertThat(leavesAt("l[].v")).containsExactly(value(1), value(3), value(4));
    }

    @Test
    void searchEndsAtTheFirstLeafThatPasses() {
        List<Value> seen = new ArrayList<>();
        boolean found =
                PayloadPaths.anyLeafAt(
                        PAYLOAD.fields(),
                        JsonPath.parse("l[].v"),
                        leaf -> {
                            seen.add(leaf);
                            return leaf.equals(value(3));
                        });
        assertThat(found).isTrue();
        assertThat(seen).containsExactly(value(1), value(3));
    }

    private static List<Value> valuesAt(String path) {
        return PayloadPaths.valuesAt(PAYLOAD.fields(), JsonPath.parse(path));
    }

    private static List<Value> leavesAt(String path) {
        List<Value> leaves = new ArrayList<>();
        PayloadPaths.forEachLeaf(PAYLOAD.fields(), JsonPath.parse(path), leaves::add);
        return leaves;
    }
}
