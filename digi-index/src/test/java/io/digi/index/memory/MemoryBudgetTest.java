package io.digi.index.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.digi.index.Randoms;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    @Test
    void reservationsAreCountedByPurpose() {
        MemoryBudget budget = new MemoryBudget(100);
        budget.reserve("vectors", 60);
        budget.reserve("codes", 30);
        budget.release("vectors", 20);
        assertThat(budget.use())
                .isEqualTo(new MemoryUse(100, 70, Map.of("vectors", 40L, "codes", 30L)));
    }

    @Test
    void refusalSaysWhatWasAskedAndWhatIsLeft() {
        MemoryBudget budget = new MemoryBudget(1_000);
        budget.reserve("codes", 900);
        MemoryRefusedException refusal =
                catchThrowableOfType(
                        MemoryRefusedException.class, () -> budget.reserve("vectors", 101));
        assertThat(refusal.purpose()).isEqualTo("vectors");
        assertThat(refusal.requestedBytes()).isEqualTo(101);
        assertThat(refusal.usedBytes()).isEqualTo(900);
        assertThat(refusal.limitBytes()).isEqualTo(1_000);
        assertThat(refusal)
                .hasMessage(
                        "vectors needs 101 bytes of memory, but 900 of 1,000 are in use;"
                                + " raise the memory limit or free memory");
        assertThat(budget.usedBytes()).isEqualTo(900);
        assertThat(budget.tryReserve("vectors", 101)).isFalse();
        assertThat(budget.tryReserve("vectors", 100)).isTrue();
    }

    @Test
    void requestBeyondAllNumbersIsRefused() {
        MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
        budget.reserve("codes", Long.MAX_VALUE - 1);
        assertThat(budget.tryReserve("codes", Long.MAX_VALUE)).isFalse();
        assertThat(budget.tryReserve("codes", 2)).isFalse();
        assertThat(budget.tryReserve("codes", 1)).isTrue();
    }

    @Test
    void releasingMoreThanReservedIsAMistake() {
        MemoryBudget budget = new MemoryBudget(100);
        budget.reserve("vectors", 10);
        budget.reserve("codes", 10);
        assertThatThrownBy(() -> budget.release("vectors", 11))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("vectors released 11 bytes, but had reserved 10 only");
        assertThat(budget.usedBytes()).isEqualTo(20);
    }

    @Test
    void negativeBytesAndEndlessPurposesAreRefused() {
        MemoryBudget budget = new MemoryBudget(100);
        assertThatThrownBy(() -> budget.reserve("vectors", -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> budget.release("vectors", -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MemoryBudget(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 100; i++) {
                                budget.reserve("collection " + i, 1);
                            }
                        })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("more than 64 purposes");
    }

    @Test
    void limitHoldsWhateverThreadsReserveAtOnce() throws Exception {
        MemoryBudget budget = new MemoryBudget(10_000);
        AtomicLong held = new AtomicLong();
        Callable<Long> task = () -> hammer(budget, held);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            long granted = 0;
            for (Future<Long> one : threads.invokeAll(List.of(task, task, task, task))) {
                granted += one.get();
            }
            assertThat(granted).isPositive();
        }
        assertThat(budget.use()).isEqualTo(new MemoryUse(10_000, 0, Map.of("vectors", 0L)));
    }

    /// Two reservations never fit, so the limit is the issue at each. `held` counts what was
    /// granted only, and is lowered before the release. Returns how often it was granted.
    private static long hammer(MemoryBudget budget, AtomicLong held) {
        long granted = 0;
        for (int i = 0; i < 200_000 * Randoms.effort(); i++) {
            if (budget.tryReserve("vectors", 6_000)) {
                granted++;
                long sum = held.addAndGet(6_000);
                held.addAndGet(-6_000);
                budget.release("vectors", 6_000);
                assertThat(sum <= 10_000).as("%d bytes were granted", sum).isTrue();
            }
        }
        return granted;
    }
}
