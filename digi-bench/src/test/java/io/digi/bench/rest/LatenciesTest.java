package io.digi.bench.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LatenciesTest {
    @Test
    void percentileIsTheLeastTimeThatSoManyDidNotExceed() {
        Latencies odd = new Latencies();
        Latencies even = new Latencies();
        for (int millis = 5000; millis > 0; millis--) {
            (millis % 2 == 0 ? even : odd).add(millis * 1_000_000L);
        }
        Latencies all = Latencies.together(List.of(odd, even));
        assertThat(all.count()).isEqualTo(5000);
        assertThat(all.millisAt(50)).isEqualTo(2500);
        assertThat(all.millisAt(99)).isEqualTo(4950);
        assertThat(all.millisAt(100)).isEqualTo(5000);
        assertThat(all.millisAt(0)).isEqualTo(1);
    }

    @Test
    void oneTimeIsEveryPercentile() {
        Latencies one = new Latencies();
        one.add(3_000_000);
        Latencies all = Latencies.together(List.of(one));
        assertThat(all.millisAt(50)).isEqualTo(3);
        assertThat(all.millisAt(99)).isEqualTo(3);
    }

    @Test
    void noTimesHaveNoPercentile() {
        assertThat(Latencies.together(List.of()).millisAt(50)).isNaN();
    }
}
