package io.digi.index.codes;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.index.Randoms;
import io.digi.index.kernel.Metric;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeComparisonTest {
    private static final int COUNT = 50;

    private final Random random = Randoms.seeded();

    @ParameterizedTest
    @CsvSource({
        "DOT, 1, 100",
        "DOT, 2, 384",
        "DOT, 4, 70",
        "DOT, 8, 130",
        "EUCLID, 1, 384",
        "EUCLID, 8, 9",
        "MANHATTAN, 8, 100"
    })
    void codeIsThatOfItsOwnVectorOnly(Metric metric, int bits, int dimension) {
        try (CodeFixture fixture = new CodeFixture(metric, bits, dimension, COUNT, random)) {
            for (int node = 0; node < COUNT; node++) {
                assertThat(fixture.table.isCodeOf(node, fixture.vectors[node])).isTrue();
                float[] other = fixture.vectors[(node + 1) % COUNT];
                assertThat(fixture.table.isCodeOf(node, other)).isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"DOT, 1, 384", "DOT, 4, 384", "EUCLID, 8, 384"})
    void vectorOfAnotherLengthHasAnotherCode(Metric metric, int bits, int dimension) {
        try (CodeFixture fixture = new CodeFixture(metric, bits, dimension, COUNT, random)) {
            float[] mean = fixture.model.mean();
            float[] longer = new float[dimension];
            for (int i = 0; i < dimension; i++) {
                longer[i] = mean[i] + 1.1f * (fixture.vectors[0][i] - mean[i]);
            }
            assertThat(fixture.table.isCodeOf(0, longer)).isFalse();
        }
    }

    /// As a kernel does that rounds the other way.
    @ParameterizedTest
    @CsvSource({"DOT, 1, 384", "EUCLID, 8, 384"})
    void oneBitThatFellTheOtherWayIsNoFault(Metric metric, int bits, int dimension) {
        try (CodeFixture fixture = new CodeFixture(metric, bits, dimension, COUNT, random)) {
            ByteBuffer code = ByteBuffer.allocate(fixture.model.layout().rowBytes());
            fixture.table.copyOut(0, 1, code);
            code.put(3, (byte) (code.get(3) ^ 1));
            int sum = CodeLayout.SUM + fixture.model.layout().factorsOffset();
            if (bits == 8) {
                code.order(ByteOrder.LITTLE_ENDIAN);
                code.putInt(sum, code.getInt(sum) + ((code.get(3) & 1) == 1 ? 1 : -1));
            }
            fixture.table.copyIn(0, 1, code.flip());
            assertThat(fixture.table.isCodeOf(0, fixture.vectors[0])).isTrue();
        }
    }
}
