package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.engine.jobs.JobBoard;
import io.digi.model.config.CollectionChange;
import io.digi.model.engine.Call;
import io.digi.model.id.PointId;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// A job that finds nothing to do although it was wanted waits before it is tried again, unless the
/// collection has changed under it.
class VainJobTest {
    private static final int COUNT = 300;

    /// Far less than the wait.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void jobWhosePointsWereGoneForAMomentIsTriedAgainAtOnce() {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        AtomicInteger asked = new AtomicInteger();
        try (GraphParts parts = GraphParts.open(COUNT)) {
            parts.parts().indexing().close();
            wantGraph(parts);
            try (Indexing indexing =
                            new Indexing(
                                    parts.tools(Graphs.INDEXING, parts.parts().disk()),
                                    parts.parts().registry(),
                                    _ -> {
                                        comeAndGo(parts, asked.incrementAndGet());
                                        return true;
                                    },
                                    new JobBoard(System::nanoTime),
                                    pool,
                                    System::nanoTime);
                    CollectionRegistry.Lease lease = parts.lease()) {
                indexing.check(lease);
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> lease.state().vector(0).tailCount() == 0);
                assertThat(lease.state().vector(0).present().cardinality()).isEqualTo(COUNT);
            }
        }
    }

    /// A job asks first before it looks for points, and then when it found none.
    private static void comeAndGo(GraphParts parts, int asked) {
        if (asked == 1) {
            parts.graphs().delete(LongStream.range(0, COUNT).mapToObj(PointId::of).toList());
        } else if (asked == 2) {
            parts.add(0, COUNT);
        }
    }

    private static void wantGraph(GraphParts parts) {
        parts.engine()
                .collections()
                .alter(
                        Call.everything(),
                        Graphs.NAME,
                        CollectionChange.UpdateSettings.ofSettings(Graphs.settings(1)));
    }
}
