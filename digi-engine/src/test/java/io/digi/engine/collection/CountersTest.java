package io.digi.engine.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.engine.collection.Counters.RowCounters;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountersTest {
    private static final Counters COUNTERS =
            new Counters(
                    1L << 40,
                    1_000_000,
                    999_999,
                    Map.of(0, new RowCounters(1L << 36, 5), 7, new RowCounters(3, 0)));

    @Test
    void countersAreReadAsTheyWereWritten() {
        assertThat(Counters.decode(COUNTERS.encode())).isEqualTo(COUNTERS);
    }

    @Test
    void shortOrUnknownCountersAreDamage() {
        byte[] encoded = COUNTERS.encode();
        for (int size = 0; size < encoded.length; size++) {
            assertDamaged(Arrays.copyOf(encoded, size));
        }
        encoded[0] = 2;
        assertDamaged(encoded);
    }

    @Test
    void missingVectorIsDamage() {
        assertThatThrownBy(() -> COUNTERS.rows(1)).isInstanceOf(DigiException.class);
        assertThat(COUNTERS.rows(7)).isEqualTo(new RowCounters(3, 0));
    }

    private static void assertDamaged(byte[] encoded) {
        assertThatThrownBy(() -> Counters.decode(encoded))
                .isInstanceOfSatisfying(
                        DigiException.class,
                        e -> assertThat(e.problem()).isInstanceOf(Problem.Corrupt.class));
    }
}
