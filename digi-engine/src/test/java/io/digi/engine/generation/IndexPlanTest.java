package io.digi.engine.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.config.HnswConfig;
import io.digi.model.config.OptimizerConfig;
import io.digi.model.config.QuantizationConfig;
import io.digi.model.config.VectorConfig;
import io.digi.model.id.VectorName;
import io.digi.model.vector.Distance;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndexPlanTest {
    private static final int DIMENSION = 256;
    private static final QuantizationConfig BINARY =
            new QuantizationConfig("binary one_bit", /* bitsAsked= */ 1);

    /// Of one KiB each.
    @Test
    void graphIsDueAboveTheThreshold() {
        assertThat(plan(10).isDue(10)).isFalse();
        assertThat(plan(10).isDue(11)).isTrue();
        assertThat(plan(10).isSmall(10)).isTrue();
        assertThat(plan(10).isSmall(11)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE / 1_000, 1L << 54, 1L << 53})
    void greatThresholdIsNeverReached(long threshold) {
        assertThat(plan(threshold).isDue(Integer.MAX_VALUE)).isFalse();
        assertThat(plan(threshold).isSmall(Integer.MAX_VALUE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 8", "128, 8", "255, 8", "256, 1", "1536, 1"})
    void bitsAreChosenByTheDimension(int dimension, int bits) {
        assertThat(plan(dimension, Distance.DOT, Optional.empty()).codeBits()).isEqualTo(bits);
    }

    @Test
    void quantizationDecidesOnTheBits() {
        IndexPlan plan = plan(16, Distance.COSINE, Optional.of(BINARY));
        assertThat(plan.codeBits()).isEqualTo(1);
        assertThat(plan.note()).isEmpty();
    }

    @Test
    void whatCannotBeServedAsAskedIsSaid() {
        assertThat(plan(16, Distance.MANHATTAN, Optional.empty()).note()).isEmpty();
        IndexPlan manhattan = plan(16, Distance.MANHATTAN, Optional.of(BINARY));
        assertThat(manhattan.codeBits()).isEqualTo(8);
        assertThat(manhattan.note())
                .contains(
                        "vector ``: quantization `binary one_bit` is served by codes of 8 bits for"
                                + " each element");
        QuantizationConfig x64 = new QuantizationConfig("product x64", 0.5);
        assertThat(plan(16, Distance.DOT, Optional.of(x64)).note())
                .contains(
                        "vector ``: quantization `product x64` is served by codes of 1 bit for each"
                                + " element");
    }

    private static IndexPlan plan(
            int dimension, Distance distance, Optional<QuantizationConfig> quantization) {
        return new IndexPlan(
                /* collection= */ 1,
                VectorName.DEFAULT,
                /* vector= */ 0,
                new VectorConfig(dimension, distance),
                HnswConfig.DEFAULT,
                OptimizerConfig.DEFAULT,
                quantization,
                Optional.empty());
    }

    private static IndexPlan plan(long threshold) {
        HnswConfig hnsw =
                new HnswConfig(
                        16,
                        100,
                        /* fullScanThresholdKb= */ 0,
                        /* maxIndexingThreads= */ 0,
                        Optional.empty(),
                        OptionalInt.empty());
        return new IndexPlan(
                /* collection= */ 1,
                VectorName.DEFAULT,
                /* vector= */ 0,
                new VectorConfig(DIMENSION, Distance.DOT),
                hnsw,
                new OptimizerConfig(threshold, /* isEnabled= */ true),
                Optional.empty(),
                Optional.empty());
    }
}
