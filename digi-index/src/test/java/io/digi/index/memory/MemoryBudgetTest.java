package io.digi.index.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.digi.index.Randoms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
        long limit = 10_000;
        MemoryBudget budget = new MemoryBudget(limit);
        AtomicLong held = new AtomicLong();
        Random seeds = Randoms.seeded();
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Random random = new Random(seeds.nextLong());
            tasks.add(() -> hammer(budget, limit, held, random));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> task : threads.invokeAll(tasks)) {
                assertThat(task.get()).as("reserved bytes stayed within the limit").isTrue();
            }
        }
        assertThat(budget.use()).isEqualTo(new MemoryUse(limit, 0, Map.of("vectors", 0L)));
    }

    /// `held` counts only what was granted, and is lowered before it is released.
    private static boolean hammer(MemoryBudget budget, long limit, AtomicLong held, Random random) {
        boolean within = true;
        for (int i = 0; i < 50_000 * Randoms.effort(); i++) {
            long bytes = random.nextInt(5_000);
            if (budget.tryReserve("vectors", bytes)) {
                within &= held.addAndGet(bytes) <= limit;
                within &= budget.usedBytes() <= limit;
                held.addAndGet(-bytes);
                budget.release("vectors", bytes);
            }
        }
        return within;
    }
}
