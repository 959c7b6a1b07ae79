package io.digi.engine.payload;

import static io.digi.engine.trial.Json.array;
import static io.digi.engine.trial.Json.object;
import static io.digi.engine.trial.Json.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.engine.trial.RandomPayloads;
import io.digi.engine.trial.Trials;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PayloadCodecTest {
    @Test
    void everyKindOfValueComesBack() {
        Payload payload =
                payload(
                        "z", null,
                        "t", true,
                        "f", false,
                        "i", array(0, -1, Long.MAX_VALUE, Long.MIN_VALUE),
                        "r", array(1.0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE),
                        "s", array("", "plain", "ä€𝄞"),
                        "o", object("", object(), "k", array()));
        Payload decoded = decode(PayloadCodec.encode(payload));
        assertThat(decoded).isEqualTo(payload);
        assertThat(decoded.fields().keySet()).containsExactlyElementsOf(payload.fields().keySet());
        assertThat(decoded.get("r").toString()).contains("-0.0");
    }

    @Test
    void bytesAreAsTheTableSays() {
        byte[] bytes = PayloadCodec.encode(payload("k", array(1, null, "é", 1.0)));
        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo(
                        "01"
                                + "01"
                                + "016b"
                                + "0604"
                                + "0302"
                                + "00"
                                + "0502c3a9"
                                + "043ff0000000000000");
    }

    @Test
    void randomPayloadsComeBack() {
        Trials.run(
                500,
                random -> {
                    Payload payload = new RandomPayloads(random).next();
                    assertThat(decode(PayloadCodec.encode(payload))).isEqualTo(payload);
                });
    }

    @Test
    void deepestPayloadComesBackAndDeeperBytesAreRefused() {
        Value deepest = array();
        for (int level = 2; level < Payload.DEPTH_MAX; level++) {
            deepest = array(deepest);
        }
        byte[] bytes = PayloadCodec.encode(payload("k", deepest));
        assertThat(decode(bytes)).isEqualTo(payload("k", deepest));

        byte[] tooDeep = Arrays.copyOf(bytes, 200_000);
        for (int i = 4; i + 1 < tooDeep.length; i += 2) {
            tooDeep[i] = 6;
            tooDeep[i + 1] = 1;
        }
        assertCorrupt(tooDeep);
    }

    @Test
    void damagedBytesAreCorruptAndNothingElse() {
        Trials.run(
                3000,
                random -> {
                    byte[] bytes = PayloadCodec.encode(new RandomPayloads(random).next());
                    byte[] damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length + 3));
                    for (int i = random.nextInt(3); i >= 0 && damaged.length > 0; i--) {
                        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                    }
                    try {
                        decode(damaged);
                    } catch (DigiException e) {
                        assertThat(e.problem()).isInstanceOf(Problem.Corrupt.class);
                    }
                });
    }

    @Test
    void hugeCountsAllocateNothing() {
        assertCorrupt(HexFormat.of().parseHex("01ffffffff07"));
        assertCorrupt(HexFormat.of().parseHex("0101016b06ffffffffffffffffff01"));
        assertCorrupt(HexFormat.of().parseHex("0101016b05ffffffff07"));
    }

    @Test
    void specificDamageIsNamed() {
        assertThatThrownBy(() -> decode(HexFormat.of().parseHex("02")))
                .hasMessage("test is damaged at byte 1: format version 2, this program reads 1");
        assertThatThrownBy(() -> decode(HexFormat.of().parseHex("0102016b00016b00")))
                .hasMessageContaining("a key occurs twice");
        assertThatThrownBy(() -> decode(HexFormat.of().parseHex("0101016b047ff0000000000000")))
                .hasMessageContaining("Infinity");
        assertThatThrownBy(() -> decode(HexFormat.of().parseHex("0101016b0501ff")))
                .hasMessageContaining("not UTF-8");
        assertThatThrownBy(() -> decode(HexFormat.of().parseHex("010000")))
                .hasMessageContaining("1 bytes too many");
    }

    @Test
    void textThatIsNotUnicodeIsTheCallersMistake() {
        assertThatThrownBy(() -> PayloadCodec.encode(payload("k", "\ud834")))
                .isInstanceOfSatisfying(
                        DigiException.class,
                        e -> assertThat(e.problem()).isInstanceOf(Problem.Invalid.class));
    }

    private static Payload decode(byte[] bytes) {
        return PayloadCodec.decode(bytes, "test");
    }

    private static void assertCorrupt(byte[] bytes) {
        assertThatThrownBy(() -> decode(bytes))
                .isInstanceOfSatisfying(
                        DigiException.class,
                        e -> assertThat(e.problem()).isInstanceOf(Problem.Corrupt.class));
    }
}
