package io.digi.engine.payload;

import static io.digi.engine.trial.Json.array;
import static io.digi.engine.trial.Json.object;
import static io.digi.engine.trial.Json.payload;
import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import org.junit.jupiter.api.Test;

class PayloadEditsTest {
    private static final Payload PATCH = payload("x", 9);

    @Test
    void mergeSetsGivenFieldsAndKeepsOthers() {
        Payload merged =
                PayloadEdits.merge(payload("a", 1, "o", object("p", 1)), payload("o", 2, "b", 3));
        assertThat(merged).isEqualTo(payload("a", 1, "o", 2, "b", 3));
    }

    @Test
    void mergedNullRemovesItsField() {
        assertThat(PayloadEdits.merge(payload("a", 1, "b", 2), payload("a", null, "c", null)))
                .isEqualTo(payload("b", 2));
    }

    @Test
    void mergeAtAKeyChangesThatObjectOnly() {
        assertThat(mergeAt(payload("a", object("x", 1, "y", 2), "x", 3), "a"))
                .isEqualTo(payload("a", object("x", 9, "y", 2), "x", 3));
    }

    @Test
    void mergeCreatesObjectsOnTheWay() {
        assertThat(mergeAt(Payload.EMPTY, "a.b"))
                .isEqualTo(payload("a", object("b", PATCH.root())));
        assertThat(mergeAt(payload("a", 5), "a.b"))
                .isEqualTo(payload("a", object("b", PATCH.root())));
    }

    @Test
    void mergeReachesEachElement() {
        assertThat(mergeAt(payload("a", array(object("b", object("y", 1)), 7)), "a[].b"))
                .isEqualTo(
                        payload(
                                "a",
                                array(
                                        object("b", object("y", 1, "x", 9)),
                                        object("b", object("x", 9)))));
    }

    @Test
    void mergeAtAnIndexTouchesThatElement() {
        assertThat(mergeAt(payload("a", array(1, 2)), "a[1]"))
                .isEqualTo(payload("a", array(1, PATCH.root())));
        assertThat(mergeAt(payload("a", array(1, 2)), "a[2]")).isEqualTo(payload("a", array(1, 2)));
    }

    @Test
    void mergeIntoAMissingArrayLeavesItEmpty() {
        assertThat(mergeAt(Payload.EMPTY, "a[].b")).isEqualTo(payload("a", array()));
        assertThat(mergeAt(payload("a", object("b", 1)), "a[0].b"))
                .isEqualTo(payload("a", array()));
    }

    @Test
    void removeTakesAwayWhatIsAtThePath() {
        Payload payload = payload("a", object("b", 1, "c", 2), "d", 3);
        assertThat(remove(payload, "d")).isEqualTo(payload("a", object("b", 1, "c", 2)));
        assertThat(remove(payload, "a.b")).isEqualTo(payload("a", object("c", 2), "d", 3));
        assertThat(remove(payload, "a.x")).isEqualTo(payload);
        assertThat(remove(payload, "d.x")).isEqualTo(payload);
        assertThat(remove(payload, "x.y")).isEqualTo(payload);
    }

    @Test
    void removeReachesIntoElements() {
        Payload payload = payload("a", array(object("b", 1), object("c", 2), 3));
        assertThat(remove(payload, "a[].b"))
                .isEqualTo(payload("a", array(object(), object("c", 2), 3)));
        assertThat(remove(payload, "a[1].c"))
                .isEqualTo(payload("a", array(object("b", 1), object(), 3)));
    }

    @Test
    void removeEmptiesArraysButRemovesNoSingleElement() {
        assertThat(remove(payload("a", array(1, 2)), "a[]")).isEqualTo(payload("a", array()));
        assertThat(remove(payload("a", array(1, 2)), "a[0]")).isEqualTo(payload("a", array(1, 2)));
        assertThat(remove(payload("a", 1), "a[]")).isEqualTo(payload("a", 1));
    }

    private static Payload mergeAt(Payload payload, String path) {
        return PayloadEdits.mergeAt(payload, JsonPath.parse(path), PATCH);
    }

    private static Payload remove(Payload payload, String path) {
        return PayloadEdits.remove(payload, JsonPath.parse(path));
    }
}
