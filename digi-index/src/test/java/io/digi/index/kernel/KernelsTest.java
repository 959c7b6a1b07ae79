package io.digi.index.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KernelsTest {
    @ParameterizedTest
    @EnumSource(Metric.class)
    void everyMetricHasAKernel(Metric metric) {
        assertThat(Kernels.of(metric).metric()).isEqualTo(metric);
        assertThat(Kernels.plain(metric).metric()).isEqualTo(metric);
    }

    @Test
    void warmUpIsBounded() {
        assertThat(Kernels.warmUp()).isEqualTo(3 * 2 * 4 * 400 * 33 * 2);
    }
}
