package io.digi.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DurationsTest {
    private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

    private final Durations durations = new Durations();

    @Test
    void extentSpansAllDurations() {
        durations.add(2);
        durations.add(0.25);
        durations.add(7);

        assertThat(durations.summary().extent().least()).isEqualTo(0.25);
        assertThat(durations.summary().extent().most()).isEqualTo(7);
        assertThat(durations.summary().sum()).isEqualTo(9.25);
    }

    /// 1, then (1 + 4) / 2, then the average of both.
    @Test
    void averageOfFewIsThatOfTheirAverages() {
        durations.add(1);
        durations.add(4);

        assertThat(durations.summary().extent().average()).isEqualTo(1.75, ROUNDING);
    }

    /// Of 1, 2, 3 … the average of nine is four before the last, that of the averages eight.
    @Test
    void averageForgetsWhatIsLongAgo() {
        for (int i = 1; i <= 1_000; i++) {
            durations.add(i);
        }

        assertThat(durations.summary().extent().average()).isEqualTo(992, ROUNDING);
    }

    @Test
    void durationOnABoundCountsBelowIt() {
        durations.add(0.001);
        durations.add(0.0011);
        durations.add(1_000);

        var buckets = durations.summary().buckets();
        assertThat(buckets.getUpperBound(0)).isEqualTo(0.001);
        assertThat(buckets.getCount(0)).isEqualTo(1);
        assertThat(buckets.getCount(1)).isEqualTo(1);
        assertThat(buckets.getCount(buckets.size() - 1)).isEqualTo(1);
        assertThat(buckets.getUpperBound(buckets.size() - 1)).isInfinite();
    }
}
