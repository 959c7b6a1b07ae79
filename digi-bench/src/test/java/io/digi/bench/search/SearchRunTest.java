package io.digi.bench.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.bench.data.GeneratedSize;
import io.digi.bench.data.IndexData;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SearchRunTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void recallIsWhatTheAnswersHoldOfTheTrueNeighbors(int threads) throws Exception {
        IndexData data = IndexData.generate(new GeneratedSize(50, 4, 7), 1, folder);
        KnownAnswers answers = new KnownAnswers(data);
        try (SearchRun run = run(answers, data, threads)) {
            assertThat(run.measure(10).recall()).isEqualTo(1);
            assertThat(run.measure(4).recall()).isEqualTo(0.4);
            SearchRun.Measured measured = run.measure(4);
            assertThat(measured.latencies()).hasSize(7).isSorted();
            assertThat(measured.queriesPerSecond()).isPositive();
            assertThat(measured.microsAt(50)).isLessThanOrEqualTo(measured.microsAt(95));
        }
        assertThat(answers.threads).hasSize(threads);
    }

    private static SearchRun run(KnownAnswers answers, IndexData data, int threads) {
        return new SearchRun(
                Collections.nCopies(threads, answers), data.neighbors(), 10, Duration.ofMillis(1));
    }

    /// Knows the true neighbours, and tells the first `ef` of them.
    private static final class KnownAnswers implements SearchRun.Asking {
        private final IndexData data;
        private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

        KnownAnswers(IndexData data) {
            this.data = data;
        }

        @Override
        public int ask(int query, int ef, int[] ids) {
            threads.add(Thread.currentThread());
            for (int rank = 0; rank < ef; rank++) {
                ids[rank] = data.neighbors().intAt(query, rank);
            }
            return ef;
        }
    }
}
