package io.digi.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.vector.DenseVector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SentenceEmbedderTest {
    private static final Path SCRATCH = Path.of(System.getProperty("java.io.tmpdir"));
    private static final List<String> TEXTS =
            List.of(
                    "How do I get my money back?",
                    "",
                    "The cat sleeps on the sofa.",
                    "x",
                    "Customers may return goods and are refunded within fourteen days. ".repeat(9),
                    "Ein Satz in einer anderen Sprache – mit Umlauten: Äpfel, Öl, Übermut.",
                    "the cat sleeps on the SOFA .");

    private static SentenceEmbedder embedder;

    @BeforeAll
    static void load() {
        embedder = SentenceEmbedder.load(/* threads= */ 2, SCRATCH);
    }

    @AfterAll
    static void close() {
        embedder.close();
    }

    @Test
    void embedderSaysWhatItIs() {
        assertThat(embedder.model()).isEqualTo("sentence-transformers/all-MiniLM-L6-v2");
        assertThat(embedder.dimension()).isEqualTo(384);
    }

    @Test
    void vectorsHaveTheDimensionAndUnitLength() {
        for (DenseVector vector : embedder.embed(TEXTS)) {
            assertThat(vector.dimension()).isEqualTo(384);
            assertThat(dot(vector, vector)).isCloseTo(1.0, within(1e-5));
        }
    }

    @Test
    void noTextsHaveNoVectors() {
        assertThat(embedder.embed(List.of())).isEmpty();
    }

    @Test
    void paraphraseIsNearerThanAnythingElse() {
        List<String[]> pairs =
                List.of(
                        new String[] {
                            "How do I get my money back?", "Where can I ask for a refund?"
                        },
                        new String[] {"The cat sleeps on the sofa.", "A kitten naps on the couch."},
                        new String[] {"Stock markets fell sharply.", "Share prices plunged today."},
                        new String[] {
                            "Boil the pasta in salt water.", "Cook the noodles until soft."
                        },
                        new String[] {"The server ran out of disk.", "No storage space is left."});
        List<DenseVector> left = embedder.embed(pairs.stream().map(pair -> pair[0]).toList());
        List<DenseVector> right = embedder.embed(pairs.stream().map(pair -> pair[1]).toList());

        for (int i = 0; i < pairs.size(); i++) {
            double own = dot(left.get(i), right.get(i));
            assertThat(own).as(pairs.get(i)[0]).isGreaterThan(0.4);
            for (int other = 0; other < pairs.size(); other++) {
                if (other != i) {
                    assertThat(dot(left.get(i), right.get(other)))
                            .as("%s | %s", pairs.get(i)[0], pairs.get(other)[1])
                            .isLessThan(own - 0.2);
                }
            }
        }
    }

    @Test
    void vectorOfATextDoesNotDependOnItsNeighbours() {
        List<DenseVector> together = embedder.embed(TEXTS);

        for (int i = 0; i < TEXTS.size(); i++) {
            assertThat(embedder.embed(List.of(TEXTS.get(i)))).containsExactly(together.get(i));
        }
        assertThat(embedder.embed(TEXTS.reversed())).isEqualTo(together.reversed());
    }

    @Test
    void vectorDoesNotDependOnHowManyThreadsThereAre() {
        List<DenseVector> expected = embedder.embed(TEXTS);

        try (SentenceEmbedder single = SentenceEmbedder.load(/* threads= */ 1, SCRATCH)) {
            assertThat(single.embed(TEXTS)).isEqualTo(expected);
        }
    }

    @Test
    void concurrentCallsGetTheirOwnVectors() {
        List<DenseVector> expected = embedder.embed(TEXTS);
        List<CompletableFuture<List<DenseVector>>> calls = new ArrayList<>();
        for (int caller = 0; caller < 8; caller++) {
            List<String> own = rotated(TEXTS, caller);
            calls.add(
                    CompletableFuture.supplyAsync(
                            () -> embedder.embed(own), Thread::startVirtualThread));
        }

        for (int caller = 0; caller < 8; caller++) {
            assertThat(calls.get(caller).join()).isEqualTo(rotated(expected, caller));
        }
    }

    @Test
    void caseAndAccentsDoNotMatter() {
        List<DenseVector> vectors = embedder.embed(List.of("Crème Brûlée", "creme  BRULEE"));

        assertThat(vectors.get(0)).isEqualTo(vectors.get(1));
    }

    @Test
    void whatFollowsThe254thPieceDoesNotMatter() {
        String seen = "word ".repeat(254);
        List<DenseVector> vectors =
                embedder.embed(
                        List.of(seen, seen + "and then the end of the world", "word ".repeat(253)));

        assertThat(vectors.get(0)).isEqualTo(vectors.get(1)).isNotEqualTo(vectors.get(2));
    }

    @Test
    void hugeTextCostsNoMoreThanItsBeginning() {
        String huge = "a tale of two cities ".repeat(500_000);

        assertThat(embedder.embed(List.of(huge)))
                .isEqualTo(embedder.embed(List.of(huge.substring(0, 10_000))));
    }

    @Test
    void closedEmbedderRefusesTexts() {
        SentenceEmbedder closed = SentenceEmbedder.load(/* threads= */ 2, SCRATCH);
        closed.close();
        closed.close();

        assertThatThrownBy(() -> closed.embed(List.of("too late")))
                .isInstanceOfSatisfying(
                        DigiException.class,
                        e -> assertThat(e.problem()).isInstanceOf(Problem.Unavailable.class))
                .hasMessageContaining("all-MiniLM-L6-v2\" is closed");
    }

    @Test
    void closingDuringACallEndsItWithoutCrashing() {
        SentenceEmbedder shortLived = SentenceEmbedder.load(/* threads= */ 2, SCRATCH);
        CompletableFuture<List<DenseVector>> call =
                CompletableFuture.supplyAsync(
                        () -> shortLived.embed(Collections.nCopies(100_000, TEXTS.get(4))));
        shortLived.embed(List.of("the call is under way, or about to be"));
        shortLived.close();

        assertThatThrownBy(call::join).hasCauseInstanceOf(DigiException.class);
    }

    @Test
    void embedderWithoutThreadsIsRefused() {
        assertThatThrownBy(() -> SentenceEmbedder.load(0, SCRATCH))
                .isInstanceOf(DigiException.class)
                .hasMessage("threads: must be at least 1, is 0");
    }

    private static <T> List<T> rotated(List<T> list, int by) {
        List<T> rotated = new ArrayList<>(list);
        Collections.rotate(rotated, by);
        return rotated;
    }

    private static double dot(DenseVector a, DenseVector b) {
        double sum = 0;
        for (int i = 0; i < a.dimension(); i++) {
            sum += a.elements()[i] * b.elements()[i];
        }
        return sum;
    }
}
