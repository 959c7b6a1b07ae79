package io.digi.engine.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.config.HnswConfig;
import io.digi.model.config.OptimizerConfig;
import io.digi.model.config.VectorConfig;
import io.digi.model.id.VectorName;
import io.digi.model.vector.Distance;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexPlanTest {
    private static final int DIMENSION = 256;

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
                new OptimizerConfig(threshold, /* isEnabled= */ true));
    }
}
