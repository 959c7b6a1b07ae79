package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.index.memory.MemoryBudget;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Of 1,000 bytes graphs may take what makes 850; 800 are in use, of idle collections of 100 each.
class GraphMemoryTest {
    private static final String PURPOSE = "vectors";

    private final MemoryBudget budget = new MemoryBudget(1_000);
    private final AtomicLong nanos = new AtomicLong();
    private final GraphMemory memory = new GraphMemory(budget, this::evictUntil, nanos::get);
    private int idle = 4;

    @BeforeEach
    void fill() {
        budget.reserve(PURPOSE, 800);
    }

    private int evictUntil(BooleanSupplier isEnough) {
        int before = idle;
        while (idle > 0 && !isEnough.getAsBoolean()) {
            idle--;
            budget.release(PURPOSE, 100);
        }
        return before - idle;
    }

    @Test
    void nothingIsEvictedWhereThereIsRoom() {
        memory.requireRoomFor(50);
        assertThat(idle).isEqualTo(4);
    }

    @Test
    void asManyCollectionsAreEvictedAsAreNeeded() {
        memory.requireRoomFor(200);
        assertThat(idle).isEqualTo(2);
    }

    @Test
    void graphIsRefusedWhenNothingIdleIsLeft() {
        assertThatThrownBy(() -> memory.requireRoomFor(500))
                .isInstanceOfSatisfying(
                        DigiException.class,
                        e ->
                                assertThat(e.problem())
                                        .isEqualTo(
                                                new Problem.OutOfMemory("a graph", 500, 400, 850)));
        assertThat(idle).isZero();
    }

    /// They are opened again, and so is the graph tried.
    @Test
    void collectionsAreNotEvictedInVainAgainAndAgain() {
        assertThatThrownBy(() -> memory.requireRoomFor(500)).isInstanceOf(DigiException.class);
        open(4);
        assertThatThrownBy(() -> memory.requireRoomFor(500)).isInstanceOf(DigiException.class);
        assertThat(idle).isEqualTo(4);
        nanos.addAndGet(Duration.ofMinutes(10).toNanos());
        memory.requireRoomFor(200);
        assertThat(idle).isEqualTo(2);
    }

    @Test
    void graphIsNotRefusedForLongWhereNothingWasIdle() {
        idle = 0;
        assertThatThrownBy(() -> memory.requireRoomFor(200)).isInstanceOf(DigiException.class);
        idle = 4;
        memory.requireRoomFor(200);
        assertThat(idle).isEqualTo(2);
    }

    private void open(int count) {
        idle = count;
        budget.reserve(PURPOSE, 100L * count);
    }

    @Test
    void graphThatFitsIntoNoMemoryEvictsNobody() {
        assertThatThrownBy(() -> memory.requireRoomFor(851)).isInstanceOf(DigiException.class);
        assertThat(idle).isEqualTo(4);
    }
}
