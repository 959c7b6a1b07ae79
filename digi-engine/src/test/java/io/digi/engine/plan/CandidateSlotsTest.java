package io.digi.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.engine.trial.Trials;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidateSlotsTest {
    @Test
    void bestPossibleScoresComeFirst() {
        Trials.run(
                20,
                random -> {
                    CandidateSlots candidates = new CandidateSlots();
                    Map<Integer, Float> scores = new HashMap<>();
                    for (int i = 0; i < 1_000; i++) {
                        int slot = random.nextInt(Integer.MAX_VALUE);
                        float score = (float) random.nextGaussian(0, 1e3);
                        scores.putIfAbsent(slot, score);
                        candidates.add(slot, score);
                    }
                    candidates.sort();
                    List<Float> descending =
                            scores.values().stream().sorted(Comparator.reverseOrder()).toList();
                    assertThat(
                                    IntStream.range(0, candidates.count())
                                            .mapToObj(candidates::bestPossible))
                            .containsExactlyElementsOf(descending);
                    for (int rank = 0; rank < candidates.count(); rank++) {
                        assertThat(scores.get(candidates.slot(rank)))
                                .isEqualTo(candidates.bestPossible(rank));
                    }
                });
    }

    @Test
    void slotStandsOnlyOnce() {
        CandidateSlots candidates = new CandidateSlots();
        candidates.add(7, 1);
        candidates.add(7, 2);
        assertThat(candidates.count()).isEqualTo(1);
        candidates.clear();
        candidates.add(7, 3);
        candidates.sort();
        assertThat(candidates.bestPossible(0)).isEqualTo(3);
    }

    @Test
    void infiniteScoresAreKeptInOrder() {
        CandidateSlots candidates = new CandidateSlots();
        candidates.add(1, Float.NEGATIVE_INFINITY);
        candidates.add(2, Float.POSITIVE_INFINITY);
        candidates.add(3, -0.5f);
        candidates.sort();
        assertThat(IntStream.range(0, 3).map(candidates::slot)).containsExactly(2, 3, 1);
        assertThat(candidates.bestPossible(0)).isInfinite();
    }
}
