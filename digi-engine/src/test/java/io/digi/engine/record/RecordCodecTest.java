package io.digi.engine.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.engine.key.TenantAndId;
import io.digi.engine.trial.RandomPayloads;
import io.digi.engine.trial.Trials;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.PointId;
import io.digi.model.id.TenantId;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordCodecTest {
    private static final StoredPoint POINT =
            new StoredPoint(
                    new TenantAndId(Optional.of(new TenantId("lernmi")), new PointId.Text("doc_1")),
                    1L << 40,
                    List.of(
                            new StoredVector(0, 1L << 35, 2.5f, -7),
                            new StoredVector(3, 0, 1, Integer.MIN_VALUE)),
                    Payload.of(Map.of("color", Value.of("red"))));

    @Test
    void pointIsReadAsItWasWritten() {
        assertThat(RecordCodec.decode(RecordCodec.encode(POINT))).isEqualTo(POINT);
        Trials.run(
                50,
                random -> {
                    StoredPoint point =
                            new StoredPoint(
                                    new TenantAndId(
                                            Optional.empty(), new PointId.Num(random.nextLong())),
                                    random.nextLong(),
                                    List.of(),
                                    new RandomPayloads(random).next());
                    assertThat(RecordCodec.decode(RecordCodec.encode(point))).isEqualTo(point);
                });
    }

    @Test
    void eachFlippedBitIsFound() {
        byte[] record = RecordCodec.encode(POINT);
        for (int bit = 0; bit < 8 * record.length; bit++) {
            byte[] damaged = record.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            assertDamaged(damaged);
        }
    }

    @Test
    void recordThatEndsEarlyIsFound() {
        byte[] record = RecordCodec.encode(POINT);
        for (int size = 0; size < record.length; size++) {
            assertDamaged(Arrays.copyOf(record, size));
        }
    }

    private static void assertDamaged(byte[] record) {
        assertThatThrownBy(() -> RecordCodec.decode(record))
                .isInstanceOfSatisfying(
                        DigiException.class,
                        e -> assertThat(e.problem()).isInstanceOf(Problem.Corrupt.class));
    }
}
