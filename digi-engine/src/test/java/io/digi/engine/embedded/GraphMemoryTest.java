package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.index.memory.MemoryBudget;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Of 1,000 bytes graphs may take what makes 850; 800 are in use, of idle collections of 100 each.
class GraphMemoryTest {
    private static final String PURPOSE = "vectors";

    private final MemoryBudget budget = new MemoryBudget(1_000);
    private final GraphMemory memory = new GraphMemory(budget, this::evictUntil);
    private int idle = 4;

    @BeforeEach
    void fill() {
        budget.reserve(PURPOSE, 800);
    }

    private void evictUntil(BooleanSupplier isEnough) {
        while (idle > 0 && !isEnough.getAsBoolean()) {
            idle--;
            budget.release(PURPOSE, 100);
        }
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

    @Test
    void graphThatFitsIntoNoMemoryEvictsNobody() {
        assertThatThrownBy(() -> memory.requireRoomFor(851)).isInstanceOf(DigiException.class);
        assertThat(idle).isEqualTo(4);
    }
}
