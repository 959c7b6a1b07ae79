package io.digi.testkit.contract;

import static io.digi.testkit.contract.Points.ONE;
import static io.digi.testkit.contract.Points.payload;
import static io.digi.testkit.contract.Points.point;
import static io.digi.testkit.contract.Points.select;
import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.change.PointChange;
import io.digi.model.filter.Filter;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.query.PointRecord;
import io.digi.model.vector.Distance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
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

        together(
                List.of(
                        writer(collection, "left", start, end),
                        writer(collection, "right", start, end)));

        assertThat(collection.version(ONE)).isEqualTo(1 + 2L * meetings());
    }

    @Test
    default void operationNumbersOfTwoWritersAreGapless() throws Exception {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        int writes = Math.min(500, meetings());
        Callable<List<Long>> writer =
                () -> {
                    List<Long> numbers = new ArrayList<>();
                    for (int i = 0; i < writes; i++) {
                        numbers.add(collection.upsert(point(i, 1, 0)).last());
                    }
                    return numbers;
                };

        List<Long> numbers = new ArrayList<>();
        for (List<Long> each : together(List.of(writer, writer))) {
            assertThat(each).isSorted();
            numbers.addAll(each);
        }

        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 2L * writes).boxed().toList());
    }

    @Test
    default void readerNeverSeesHalfAChange() throws Exception {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        int writes = Math.min(500, meetings());
        AtomicBoolean done = new AtomicBoolean();
        Callable<Integer> writer =
                () -> {
                    try {
                        for (int i = 0; i < writes; i++) {
                            Payload round = payload("round", Value.of((long) i));
                            collection.upsert(point(1, round, 1, 0), point(2, round, 0, 1));
                        }
                    } finally {
                        done.set(true);
                    }
                    return writes;
                };
        Callable<Integer> reader =
                () -> {
                    int reads = 0;
                    while (!done.get()) {
                        assertThat(payloads(collection)).hasSizeLessThan(2);
                        reads++;
                    }
                    return reads;
                };

        together(List.of(writer, reader));

        assertThat(collection.payload(ONE)).isEqualTo(payload("round", Value.of(writes - 1L)));
    }

    private static Set<Optional<Payload>> payloads(CollectionUnderTest collection) {
        return collection.scroll(Filter.ALL, 10, Optional.empty()).points().stream()
                .map(PointRecord::payload)
                .collect(Collectors.toSet());
    }

    /// Runs tasks at the same time and returns what they return.
    private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
            for (Future<T> each : threads.invokeAll(tasks, SECONDS_MAX, TimeUnit.SECONDS)) {
                results.add(each.get());
            }
        }
        return results;
    }

    private Callable<String> writer(
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
