package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.engine.collection.CollectionState;
import io.digi.model.engine.Call;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Of more than 100 vectors that wait to be linked.
class TailBoundTest {
    private static final int TAIL_MAX = 100;
    private static final int COUNT = 300;
    private static final IndexPlace PLACE = new IndexPlace(1, 0);

    private final GraphParts parts = GraphParts.open(COUNT);
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger checks = new AtomicInteger();
    private boolean hasFailed;
    private final TailBound bound =
            new TailBound(
                    parts.tools(
                            new IndexingSettings(1, 20, TAIL_MAX, 200, 100, 50_000),
                            parts.parts().disk()),
                    nanos::get,
                    _ -> hasFailed);

    @AfterEach
    void close() {
        parts.close();
    }

    @Test
    void writeThatWaitedInVainHearsHowFarIndexingIs() {
        assertThatThrownBy(() -> awaitRoom(this::due))
                .isInstanceOfSatisfying(
                        DigiException.class,
                        e -> {
                            assertThat(e.problem()).isInstanceOf(Problem.Overloaded.class);
                            assertThat(e.getMessage()).contains("40 % done").contains("100");
                        });
        assertThat(checks).hasPositiveValue();
    }

    @Test
    void writeGoesOnWhenThereIsRoomInTheEnd() {
        Queue<CollectionState> states = new ArrayDeque<>(List.of(due(), due(), notDue()));
        awaitRoom(states::remove);
        assertThat(states).isEmpty();
        assertThat(checks).hasValue(2);
    }

    @Test
    void whatWaitedWhenAJobBeganIsNoReasonToRefuse() {
        bound.queued(PLACE, due().vector(0));
        awaitRoom(this::due);
        parts.add(COUNT, COUNT + TAIL_MAX);
        awaitRoom(this::due);
        parts.add(COUNT + TAIL_MAX, COUNT + TAIL_MAX + 1);
        assertThatThrownBy(() -> awaitRoom(this::due)).isInstanceOf(DigiException.class);
    }

    @Test
    void tailThatHasBecomeShorterMayNotGrowAsLongAgain() {
        CollectionState shorter = due();
        parts.add(COUNT, 2 * COUNT);
        bound.queued(PLACE, due().vector(0));
        awaitRoom(this::due);
        awaitRoom(() -> shorter);
        assertThatThrownBy(() -> awaitRoom(this::due)).isInstanceOf(DigiException.class);
    }

    @Test
    void nobodyWaitsForAGraphThatCannotBeBuilt() {
        hasFailed = true;
        awaitRoom(this::due);
        assertThat(checks).hasValue(0);
    }

    private void awaitRoom(Supplier<CollectionState> state) {
        bound.awaitRoom(
                Call.everything(),
                state,
                () -> {
                    checks.incrementAndGet();
                    nanos.addAndGet(Duration.ofSeconds(4).toNanos());
                },
                () -> "40 % done");
    }

    /// As if a graph were wanted now that nobody builds.
    private CollectionState due() {
        CollectionState state = notDue();
        return state.next(state.definition().with(GraphParts.CONFIG));
    }

    private CollectionState notDue() {
        try (CollectionRegistry.Lease lease = parts.lease()) {
            return lease.state();
        }
    }
}
