package io.digi.engine.field;

import static io.digi.engine.trial.Json.array;
import static io.digi.engine.trial.Json.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.engine.bytes.ByteReader;
import io.digi.engine.bytes.ByteWriter;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.trial.RandomIndexes;
import io.digi.engine.trial.RandomPayloads;
import io.digi.engine.trial.Trials;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Scalar;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FieldIndexTest {
    private static final JsonPath KEY = JsonPath.parse("a");
    private static final PayloadIndexConfig KEYWORD = PayloadIndexConfig.keyword();
    private static final PayloadIndexConfig INTEGER = PayloadIndexConfig.integer();

    @Test
    void pointsAreCountedOnceHoweverManyValuesTheyHave() {
        FieldIndex.Editor editor = FieldIndex.empty(KEY, KEYWORD).edit();
        editor.replace(0, Payload.EMPTY, payload("a", array("x", "y", "x")));
        editor.replace(1, Payload.EMPTY, payload("a", "x"));
        editor.replace(2, Payload.EMPTY, payload("a", 1));
        FieldIndex index = editor.build();
        assertThat(index.pointCount()).isEqualTo(2);
        assertThat(index.valueCount()).isEqualTo(2);
        assertThat(index.indexed()).isEqualTo(SlotSet.of(0, 1));
    }

    @Test
    void aChangedPointLosesItsOldValues() {
        FieldIndex.Editor editor = FieldIndex.empty(KEY, INTEGER).edit();
        editor.replace(0, Payload.EMPTY, payload("a", array(1, 2)));
        editor.replace(0, payload("a", array(1, 2)), payload("a", array(2, 3)));
        FieldIndex index = editor.build();
        assertThat(match(index, 1)).isEqualTo(SlotSet.empty());
        assertThat(match(index, 2)).isEqualTo(SlotSet.of(0));
        FieldIndex.Editor removing = index.edit();
        removing.replace(0, payload("a", array(2, 3)), Payload.EMPTY);
        FieldIndex none = removing.build();
        assertThat(none.valueCount()).isZero();
        assertThat(bytesOf(none)).isEqualTo(bytesOf(FieldIndex.empty(KEY, INTEGER)));
        assertThat(match(index, 3)).isEqualTo(SlotSet.of(0));
    }

    @Test
    void exceptIsExactForManyValuesToo() {
        FieldIndex.Editor editor = FieldIndex.empty(KEY, KEYWORD).edit();
        for (int slot = 0; slot < 3_000; slot++) {
            editor.replace(
                    slot,
                    Payload.EMPTY,
                    slot % 2 == 0
                            ? payload("a", array("red", "v" + slot))
                            : payload("a", array("red", "red")));
        }
        SlotBounds answer =
                editor.build()
                        .answer(
                                new FieldTest.MatchExcept(Set.of(new Scalar.Text("red"))),
                                SlotSet.range(0, 3_000));
        assertThat(answer.possible().stream().allMatch(slot -> slot % 2 == 0)).isTrue();
        assertThat(answer.possible().cardinality()).isEqualTo(1_500);
        assertThat(answer.certain().cardinality()).isBetween(900, 1_500);
    }

    @Test
    void bytesDependOnContentsAlone() {
        Trials.run(
                50,
                random -> {
                    PayloadIndexConfig config = RandomIndexes.config(random);
                    RandomPayloads payloads = new RandomPayloads(random);
                    FieldIndex direct = FieldIndex.empty(KEY, config);
                    FieldIndex.Editor editor = direct.edit();
                    FieldIndex detour = direct;
                    for (int slot = 0; slot < 30; slot++) {
                        Payload last = payloads.next();
                        editor.replace(slot, Payload.EMPTY, last);
                        Payload first = payloads.next();
                        FieldIndex.Editor one = detour.edit();
                        one.replace(slot, Payload.EMPTY, first);
                        one.replace(slot, first, last);
                        detour = one.build();
                    }
                    byte[] bytes = bytesOf(editor.build());
                    assertThat(bytesOf(detour)).isEqualTo(bytes);
                    ByteReader in = new ByteReader(bytes, "test");
                    assertThat(bytesOf(FieldIndex.readFrom(in, config))).isEqualTo(bytes);
                    assertThat(in.remaining()).isZero();
                });
    }

    @Test
    void damagedBytesAreCorruptOrAnIndex() {
        Trials.run(
                500,
                random -> {
                    PayloadIndexConfig config = RandomIndexes.config(random);
                    byte[] bytes = bytesOf(randomIndex(config, random));
                    byte[] damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length + 3));
                    for (int i = random.nextInt(3); i >= 0 && damaged.length > 0; i--) {
                        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                    }
                    try {
                        FieldIndex.readFrom(new ByteReader(damaged, "test"), config);
                    } catch (DigiException e) {
                        assertThat(e.problem()).isInstanceOf(Problem.Corrupt.class);
                    }
                });
    }

    @Test
    void anIndexOfAnotherTypeIsRefused() {
        byte[] bytes = bytesOf(FieldIndex.empty(KEY, KEYWORD));
        assertThatThrownBy(() -> FieldIndex.readFrom(new ByteReader(bytes, "a.idx"), INTEGER))
                .hasMessageContaining("index of kind 1, expected 2");
    }

    private static FieldIndex randomIndex(PayloadIndexConfig config, Random random) {
        FieldIndex.Editor editor = FieldIndex.empty(KEY, config).edit();
        RandomPayloads payloads = new RandomPayloads(random);
        for (int slot = 0; slot < 10; slot++) {
            editor.replace(slot, Payload.EMPTY, payloads.next());
        }
        return editor.build();
    }

    private static SlotSet match(FieldIndex index, long number) {
        SlotBounds answer =
                index.answer(
                        new FieldTest.MatchValue(new Scalar.Int(number)), SlotSet.range(0, 10));
        assertThat(answer.isExact()).isTrue();
        return answer.certain();
    }

    private static byte[] bytesOf(FieldIndex index) {
        ByteWriter out = new ByteWriter();
        index.writeTo(out);
        return out.toBytes();
    }
}
