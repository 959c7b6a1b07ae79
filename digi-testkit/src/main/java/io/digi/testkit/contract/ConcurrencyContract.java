package io.digi.testkit.contract;

import static io.digi.testkit.contract.Points.ONE;
import static io.digi.testkit.contract.Points.payload;
import static io.digi.testkit.contract.Points.point;
import static io.digi.testkit.contract.Points.select;
import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.change.PointChange;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.vector.Distance;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Writers that meet.
interface ConcurrencyContract extends EngineFixture {
    /// The longest that a test may take.
    int SECONDS_MAX = 300;

    /// How often two writers meet.
    default int meetings() {
        return 10_000;
    }

    @Test
    default void keysSetByTwoWritersAtOnceBothSurvive() throws Exception {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        collection.upsert(point(1, 1, 0));
        CyclicBarrier start = new CyclicBarrier(2);
        CyclicBarrier end = new CyclicBarrier(2, new BothSurvived(collection));

        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> left = threads.submit(writer(collection, "left", start, end));
            Future<?> right = threads.submit(writer(collection, "right", start, end));
            left.get(SECONDS_MAX, TimeUnit.SECONDS);
            right.get(SECONDS_MAX, TimeUnit.SECONDS);
        }

        assertThat(collection.version(ONE)).isEqualTo(1 + 2L * meetings());
    }

    private Callable<?> writer(
            CollectionUnderTest collection, String key, CyclicBarrier start, CyclicBarrier end) {
        return () -> {
            for (int round = 1; round <= meetings(); round++) {
                start.await(SECONDS_MAX, TimeUnit.SECONDS);
                collection.write(
                        new PointChange.SetPayload(
                                select(ONE), payload(key, Value.of(round)), Optional.empty()));
                end.await(SECONDS_MAX, TimeUnit.SECONDS);
            }
            return key;
        };
    }

    /// Looks at the point after each round.
    final class BothSurvived implements Runnable {
        private final CollectionUnderTest collection;
        private int round;

        BothSurvived(CollectionUnderTest collection) {
            this.collection = collection;
        }

        @Override
        public void run() {
            round++;
            Payload expected = payload("left", Value.of(round), "right", Value.of(round));
            assertThat(collection.payload(ONE)).isEqualTo(expected);
        }
    }
}
