package io.digi.storage.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class GuardTest {
    private final AtomicInteger releases = new AtomicInteger();
    private final Guard guard = new Guard(releases::incrementAndGet);

    @Test
    void lastUserReleasesAfterClose() {
        assertThat(guard.tryEnter()).isTrue();
        assertThat(guard.tryEnter()).isTrue();
        assertThat(guard.users()).isEqualTo(2);
        guard.close();
        guard.close();
        assertThat(guard.tryEnter()).isFalse();
        guard.exit();
        assertThat(releases).hasValue(0);
        assertThat(guard.users()).isEqualTo(1);
        guard.exit();
        assertThat(releases).hasValue(1);
    }

    @Test
    void closeReleasesWhatNobodyUses() {
        assertThat(guard.tryEnter()).isTrue();
        guard.exit();
        assertThat(releases).hasValue(0);
        guard.close();
        assertThat(releases).hasValue(1);
        assertThat(guard.isClosed()).isTrue();
    }

    /// Threads enter and leave while another closes: released once, and never under a user.
    @Test
    void resourceIsNeverReleasedUnderAUser() throws Exception {
        int rounds = 30 * Integer.getInteger("digi.test.effort", 1);
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            for (int round = 0; round < rounds; round++) {
                AtomicBoolean released = new AtomicBoolean();
                AtomicInteger bad = new AtomicInteger();
                CountDownLatch done = new CountDownLatch(2);
                Guard shared =
                        new Guard(() -> {
                            if (released.getAndSet(true)) {
                                bad.incrementAndGet();
                            }
                        });
                for (int i = 0; i < 2; i++) {
                    threads.execute(() -> {
                        while (shared.tryEnter()) {
                            if (released.get()) {
                                bad.incrementAndGet();
                            }
                            shared.exit();
                        }
                        done.countDown();
                    });
                }
                threads.submit(shared::close).get();
                done.await();
                assertThat(bad).hasValue(0);
                assertThat(released).isTrue();
            }
        }
    }
}
