package io.digi.testkit.contract;

import static io.digi.testkit.contract.Points.MISSING;
import static io.digi.testkit.contract.Points.ONE;
import static io.digi.testkit.contract.Points.TWO;
import static io.digi.testkit.contract.Points.array;
import static io.digi.testkit.contract.Points.has;
import static io.digi.testkit.contract.Points.matching;
import static io.digi.testkit.contract.Points.object;
import static io.digi.testkit.contract.Points.payload;
import static io.digi.testkit.contract.Points.point;
import static io.digi.testkit.contract.Points.row;
import static io.digi.testkit.contract.Points.select;
import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.change.PointChange;
import io.digi.model.change.PointSelection;
import io.digi.model.error.Problem;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.vector.Distance;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Payloads: keeping, setting, overwriting, deleting and clearing them.
interface PayloadContract extends EngineFixture {
    Value NULL = Value.Null.NULL;

    @Test
    default void everyKindOfValueComesBackAsItWas() {
        Payload payload =
                new Payload(
                        object(
                                "null",
                                NULL,
                                "bool",
                                true,
                                "int",
                                Long.MIN_VALUE,
                                "beyond double",
                                9_007_199_254_740_993L,
                                "real",
                                1.0,
                                "tiny",
                                Double.MIN_VALUE,
                                "text",
                                "ünï \u0000 🌍",
                                "empty text",
                                "",
                                "list",
                                array(1, 1.0, "1", NULL, array(), object()),
                                "object",
                                object("a", object("b", array(object("c", 1)))),
                                "",
                                "empty key",
                                "a.b[0]",
                                "awkward key"));

        CollectionUnderTest collection = createPlane(Distance.DOT);
        collection.upsert(point(1, payload, 1, 0));

        assertThat(collection.payload(ONE)).isEqualTo(payload);
    }

    @Test
    default void setPayloadKeepsOtherKeysAndRemovesNulls() {
        CollectionUnderTest collection = withPayload("a", 1, "b", object("x", 1), "c", 3);

        set(collection, select(ONE), object("b", object("y", 2), "c", NULL, "d", 4));

        assertThat(collection.payload(ONE).root())
                .isEqualTo(object("a", 1, "b", object("y", 2), "d", 4));
    }

    @Test
    default void setPayloadByFilterTouchesMatchesOnly() {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        collection.upsert(row(2));

        set(collection, matching(has("n", 2)), object("hit", true));

        assertThat(collection.payload(ONE).root()).isEqualTo(object("n", 1));
        assertThat(collection.payload(TWO).root()).isEqualTo(object("n", 2, "hit", true));
    }

    @Test
    default void setPayloadAtAKeyMergesThere() {
        CollectionUnderTest collection =
                withPayload("a", object("b", object("x", 1, "y", 2)), "c", 3);

        setAt(collection, "a.b", object("y", NULL, "z", 4));

        assertThat(collection.payload(ONE).root())
                .isEqualTo(object("a", object("b", object("x", 1, "z", 4)), "c", 3));
    }

    @Test
    default void setPayloadAtAKeyMakesItsWay() {
        CollectionUnderTest collection = withPayload("a", 1);

        setAt(collection, "a.b", object("x", 1));
        setAt(collection, "new.deep", object("y", 2));

        assertThat(collection.payload(ONE).root())
                .isEqualTo(
                        object(
                                "a",
                                object("b", object("x", 1)),
                                "new",
                                object("deep", object("y", 2))));
    }

    @Test
    default void setPayloadReachesIntoArrays() {
        CollectionUnderTest collection =
                withPayload("a", array(object("x", 1), 7), "b", array(object(), object()));

        setAt(collection, "a[]", object("y", 2));
        setAt(collection, "b[1]", object("y", 3));
        setAt(collection, "b[5]", object("y", 4));
        setAt(collection, "c[]", object("y", 5));
        setAt(collection, "d[0]", object("y", 6));

        assertThat(collection.payload(ONE).root())
                .isEqualTo(
                        object(
                                "a", array(object("x", 1, "y", 2), object("y", 2)),
                                "b", array(object(), object("y", 3)),
                                "c", array(),
                                "d", array()));
    }

    @Test
    default void overwrittenPayloadIsReplacedWhole() {
        CollectionUnderTest collection = withPayload("a", 1, "b", 2);

        collection.write(
                new PointChange.OverwritePayload(
                        select(ONE), new Payload(object("b", NULL, "c", 3))));

        assertThat(collection.payload(ONE).root()).isEqualTo(object("b", NULL, "c", 3));
    }

    @Test
    default void deletedKeysAreGone() {
        CollectionUnderTest collection =
                withPayload(
                        "a", 1,
                        "b", object("x", 1, "y", 2),
                        "c", array(object("x", 1, "y", 2), object("x", 3)),
                        "d", array(1, 2),
                        "e", array(1, 2));

        delete(collection, "a", "b.x", "c[].x", "d[]", "e[0]", "missing.z");

        assertThat(collection.payload(ONE).root())
                .isEqualTo(
                        object(
                                "b", object("y", 2),
                                "c", array(object("y", 2), object()),
                                "d", array(),
                                "e", array(1, 2)));
    }

    @Test
    default void clearedPayloadIsEmptyAndVectorsStay() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);
        collection.upsert(row(2));

        collection.write(new PointChange.ClearPayload(matching(has("n", 1))));

        assertThat(collection.payload(ONE)).isEqualTo(Payload.EMPTY);
        assertThat(collection.payload(TWO)).isNotEqualTo(Payload.EMPTY);
        assertThat(collection.point(ONE).vectors().orElseThrow().isEmpty()).isFalse();
    }

    @Test
    default void payloadOfAMissingPointIsRefusedAndNothingIsKept() {
        CollectionUnderTest collection = withPayload("a", 1);
        PointSelection.Ids ids = select(ONE, MISSING);
        Payload other = payload("a", Value.of(2));

        Stream.of(
                        new PointChange.SetPayload(ids, other, Optional.empty()),
                        new PointChange.OverwritePayload(ids, other),
                        new PointChange.DeletePayload(ids, List.of(JsonPath.parse("a"))),
                        new PointChange.ClearPayload(ids))
                .forEach(change ->
                        assertThat(collection.refused(Problem.PointNotFound.class, change).id())
                                .as("%s", change)
                                .isEqualTo(MISSING));

        assertThat(collection.payload(ONE).root()).isEqualTo(object("a", 1));
    }

    @Test
    default void filterWithoutMatchesIsNoError() {
        CollectionUnderTest collection = withPayload("a", 1);

        set(collection, matching(has("a", 404)), object("b", 2));

        assertThat(collection.payload(ONE).root()).isEqualTo(object("a", 1));
    }

    private CollectionUnderTest withPayload(Object... keysAndValues) {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        collection.upsert(point(1, new Payload(object(keysAndValues)), 1, 0));
        return collection;
    }

    private static void set(
            CollectionUnderTest collection, PointSelection which, Value.Struct fields) {
        collection.write(new PointChange.SetPayload(which, new Payload(fields), Optional.empty()));
    }

    private static void setAt(CollectionUnderTest collection, String key, Value.Struct fields) {
        collection.write(
                new PointChange.SetPayload(
                        select(ONE), new Payload(fields), Optional.of(JsonPath.parse(key))));
    }

    private static void delete(CollectionUnderTest collection, String... paths) {
        collection.write(
                new PointChange.DeletePayload(
                        select(ONE), Stream.of(paths).map(JsonPath::parse).toList()));
    }
}
