package io.digi.storage.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class StallGaugeTest {
    @Test
    void answerIsAskedForAtMostEveryFiftyMilliseconds() {
        AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 10);
        AtomicInteger asked = new AtomicInteger();
        StallGauge gauge = new StallGauge(() -> asked.incrementAndGet() > 1, clock::get);
        assertThat(gauge.isStalled()).isFalse();
        clock.addAndGet(49_999_999);
        assertThat(gauge.isStalled()).isFalse();
        assertThat(asked).hasValue(1);
        clock.addAndGet(1);
        assertThat(gauge.isStalled()).isTrue();
        assertThat(asked).hasValue(2);
    }
}
