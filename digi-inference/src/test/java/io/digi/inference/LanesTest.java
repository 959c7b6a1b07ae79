package io.digi.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LanesTest {
    @Test
    void eachItemIsDoneOnce() {
        AtomicIntegerArray done = new AtomicIntegerArray(1_000);
        try (Lanes lanes = new Lanes(3, "test-")) {
            lanes.forEach(1_000, done::incrementAndGet);
        }

        for (int i = 0; i < done.length(); i++) {
            assertThat(done.get(i)).isEqualTo(1);
        }
    }

    @Test
    void callWithoutItemsDoesNothing() {
        try (Lanes lanes = new Lanes(2, "test-")) {
            lanes.forEach(
                    0,
                    i -> {
                        throw new AssertionError("item " + i);
                    });
        }
    }

    @Test
    void itemsOfOneCallRunAtTheSameTime() {
        CyclicBarrier meeting = new CyclicBarrier(3);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (Lanes lanes = new Lanes(3, "test-")) {
            lanes.forEach(
                    3,
                    _ -> {
                        threads.add(Thread.currentThread());
                        meet(meeting);
                    });
        }

        assertThat(threads).hasSize(3).contains(Thread.currentThread());
    }

    @Test
    void allCallsTogetherUseNoMoreThanTheLanes() throws InterruptedException {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (Lanes lanes = new Lanes(2, "test-")) {
            Thread[] callers = new Thread[6];
            for (int c = 0; c < callers.length; c++) {
                callers[c] =
                        Thread.ofPlatform()
                                .start(() ->
                                        lanes.forEach(
                                                300,
                                                _ -> {
                                                    most.accumulateAndGet(
                                                            running.incrementAndGet(), Math::max);
                                                    Thread.yield();
                                                    running.decrementAndGet();
                                                }));
            }
            for (Thread caller : callers) {
                caller.join();
            }
        }

        assertThat(most.get()).isEqualTo(2);
    }

    @Test
    void shortCallOvertakesTheRestOfALongOne() throws InterruptedException {
        AtomicBoolean shortIsDone = new AtomicBoolean();
        AtomicBoolean seenByTheSecondItem = new AtomicBoolean();
        try (Lanes lanes = new Lanes(1, "test-")) {
            Thread shortCall =
                    Thread.ofPlatform()
                            .unstarted(() -> lanes.forEach(1, _ -> shortIsDone.set(true)));
            lanes.forEach(
                    2,
                    item -> {
                        if (item == 0) {
                            shortCall.start();
                            await().until(() -> shortCall.getState() == Thread.State.WAITING);
                        } else {
                            seenByTheSecondItem.set(shortIsDone.get());
                        }
                    });
            shortCall.join();
        }

        assertThat(seenByTheSecondItem).isTrue();
    }

    @Test
    void failureOfAnItemReachesTheCallerAndStopsTheRest() {
        AtomicInteger begun = new AtomicInteger();
        try (Lanes lanes = new Lanes(2, "test-")) {
            assertThatThrownBy(() ->
                            lanes.forEach(
                                    1_000_000,
                                    i -> {
                                        begun.incrementAndGet();
                                        if (i == 10) {
                                            throw new Broken();
                                        }
                                    }))
                    .isInstanceOf(Broken.class);
            assertThat(begun.get()).isLessThan(1_000_000);

            lanes.forEach(1, _ -> begun.set(-1));
            assertThat(begun.get()).as("lanes are free again").isEqualTo(-1);
        }
    }

    @Test
    void failureOfAHelpingThreadReachesTheCaller() {
        Thread caller = Thread.currentThread();
        CyclicBarrier meeting = new CyclicBarrier(2);
        try (Lanes lanes = new Lanes(2, "test-")) {
            assertThatThrownBy(() ->
                            lanes.forEach(
                                    2,
                                    _ -> {
                                        meet(meeting);
                                        if (Thread.currentThread() != caller) {
                                            throw new AssertionError("from a helper");
                                        }
                                    }))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("from a helper");
        }
    }

    @Test
    void exclusiveWorkWaitsForItemsUnderWay() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean itemIsDone = new AtomicBoolean();
        AtomicBoolean seen = new AtomicBoolean();
        try (Lanes lanes = new Lanes(2, "test-")) {
            Thread item =
                    Thread.ofPlatform()
                            .start(() ->
                                    lanes.forEach(
                                            1,
                                            _ -> {
                                                begun.countDown();
                                                awaitLatch(release);
                                                itemIsDone.set(true);
                                            }));
            awaitLatch(begun);
            Thread exclusive =
                    Thread.ofPlatform()
                            .start(() -> lanes.exclusively(() -> seen.set(itemIsDone.get())));
            await().until(() -> exclusive.getState() == Thread.State.WAITING);
            release.countDown();
            item.join();
            exclusive.join();
        }

        assertThat(seen).isTrue();
    }

    @Test
    void callAfterCloseIsDoneOnItsOwnThread() {
        Lanes lanes = new Lanes(2, "test-");
        lanes.close();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();

        lanes.forEach(10, _ -> threads.add(Thread.currentThread()));

        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void lanesWithoutALaneAreRefused() {
        assertThatThrownBy(() -> new Lanes(0, "test-"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("threads 0: expected at least 1");
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("nobody came", e);
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
