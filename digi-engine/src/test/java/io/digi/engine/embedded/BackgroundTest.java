package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BackgroundTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Background background = new Background(nanos::get);

    @AfterEach
    void close() {
        background.close();
    }

    @Test
    void workOfOneNameWaitsOnce() throws Exception {
        CountDownLatch hold = hold();
        AtomicInteger runs = new AtomicInteger();
        background.submit("a", runs::incrementAndGet);
        background.submit("a", runs::incrementAndGet);
        background.submit("b", runs::incrementAndGet);
        hold.countDown();
        settle();
        assertThat(runs).hasValue(2);
    }

    /// A damaged row would otherwise be met again after each write.
    @Test
    void workThatFailsIsTriedAgainAfterGrowingPauses() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Runnable failing =
                () -> {
                    runs.incrementAndGet();
                    throw new DigiException(new Problem.Corrupt("file", 0, "damaged"));
                };
        attempt(failing, 1, runs);
        attempt(failing, 1, runs);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        attempt(failing, 2, runs);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        attempt(failing, 2, runs);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        attempt(failing, 3, runs);
    }

    @Test
    void successEndsThePauses() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger failures = new AtomicInteger(1);
        Runnable work =
                () -> {
                    runs.incrementAndGet();
                    if (failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("planned");
                    }
                };
        attempt(work, 1, runs);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        attempt(work, 2, runs);
        attempt(work, 3, runs);
    }

    @Test
    void failureOfOneDoesNotStopAnother() throws Exception {
        background.submit(
                "a",
                () -> {
                    throw new IllegalStateException("planned");
                });
        AtomicInteger runs = new AtomicInteger();
        attempt(runs::incrementAndGet, 1, runs);
    }

    @Test
    void closingEndsWhatWaitsAndDropsWhatWasToRunLater() throws Exception {
        CountDownLatch hold = hold();
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger later = new AtomicInteger();
        background.submit("waits", runs::incrementAndGet);
        background.submitAfter(Duration.ofHours(1), "later", later::incrementAndGet);
        Thread closing = Thread.ofVirtual().start(background::close);
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        background.submit("late", later::incrementAndGet);
        hold.countDown();
        closing.join();
        assertThat(runs).hasValue(1);
        assertThat(later).hasValue(0);
    }

    private void attempt(Runnable work, int runsExpected, AtomicInteger runs) throws Exception {
        background.submit("work", work);
        settle();
        assertThat(runs).hasValue(runsExpected);
    }

    /// Keeps the thread busy until it is counted down.
    private CountDownLatch hold() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch hold = new CountDownLatch(1);
        background.submit(
                "hold",
                () -> {
                    started.countDown();
                    try {
                        hold.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        started.await();
        return hold;
    }

    /// Waits until everything that was submitted has run.
    private void settle() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        background.submit("settle " + nanos.incrementAndGet(), done::countDown);
        done.await();
    }
}
