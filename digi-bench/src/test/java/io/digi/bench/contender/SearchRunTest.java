package io.digi.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.bench.data.GeneratedSize;
import io.digi.bench.data.IndexData;
import io.digi.bench.data.Similarity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
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

    @Test
    void settingsSurviveTheWayThroughArguments() {
        ContenderSettings settings =
                new ContenderSettings(
                        Path.of("a=b"),
                        Path.of("work"),
                        Similarity.EUCLID,
                        new ContenderSettings.Graph(8, 50, 2),
                        new ContenderSettings.Search(
                                List.of(1, 22, 333), 10, 3, Duration.ofMillis(1500)));
        assertThat(ContenderSettings.parse(settings.words())).isEqualTo(settings);
        assertThat(settings.variables()).containsEntry("DIGI_BENCH_EF", "1,22,333");
    }

    private static SearchRun run(KnownAnswers answers, IndexData data, int threads)
            throws Exception {
        return new SearchRun(
                answers,
                Similarity.COSINE.prepared(data.queries()),
                data.neighbors(),
                new ContenderSettings.Search(List.of(4, 10), 10, threads, Duration.ofMillis(1)));
    }

    /// Knows the true neighbours, and tells the first `ef` of them.
    private static final class KnownAnswers implements Contender {
        private final IndexData data;
        private final float[][] queries;
        private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

        KnownAnswers(IndexData data) {
            this.data = data;
            this.queries = Similarity.COSINE.prepared(data.queries());
        }

        @Override
        public void build(float[][] rows) {}

        @Override
        public Searcher searcher() {
            return (query, ef, ids) -> {
                threads.add(Thread.currentThread());
                int number = indexOf(query);
                for (int rank = 0; rank < ef; rank++) {
                    ids[rank] = data.neighbors().intAt(number, rank);
                }
                return ef;
            };
        }

        private int indexOf(float[] query) {
            for (int i = 0; i < queries.length; i++) {
                if (Arrays.equals(queries[i], query)) {
                    return i;
                }
            }
            throw new IllegalArgumentException("an unknown query");
        }

        @Override
        public long indexBytes() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
