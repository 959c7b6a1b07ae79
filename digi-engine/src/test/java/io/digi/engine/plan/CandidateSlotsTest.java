package io.digi.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.digi.engine.trial.Trials;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidateSlotsTest {
    private static final float EVERYTHING = Float.POSITIVE_INFINITY;

    @Test
    void bestScoresComeFirst() {
        Trials.run(
                20,
                random -> {
                    CandidateSlots candidates = new CandidateSlots();
                    Map<Integer, Float> scores = new HashMap<>();
                    for (int i = 0; i < 1_000; i++) {
                        int slot = random.nextInt(Integer.MAX_VALUE);
                        float score = (float) random.nextGaussian(0, 1e3);
                        scores.putIfAbsent(slot, score);
                        candidates.add(slot, score, 0);
                    }
                    candidates.sort();
                    assertThat(slots(candidates).stream().map(scores::get))
                            .containsExactlyElementsOf(
                                    scores.values().stream()
                                            .sorted(Comparator.reverseOrder())
                                            .toList());
                });
    }

    @Test
    void slotStandsOnlyOnce() {
        CandidateSlots candidates = new CandidateSlots();
        for (int i = 0; i < 2_000; i++) {
            candidates.add(i % 700, i, 0);
        }
        candidates.sort();
        assertThat(slots(candidates)).hasSize(700).doesNotHaveDuplicates();
        assertThat(candidates.slot(0)).isEqualTo(699);
    }

    @Test
    void whatCameAfterTheFirstIsForgotten() {
        CandidateSlots candidates = new CandidateSlots();
        IntStream.range(0, 1_000).forEach(slot -> candidates.add(slot, slot, 0));
        candidates.keepFirst(3);
        candidates.add(2, 50, 0);
        candidates.add(900, 40, 0);
        candidates.sort();
        assertThat(slots(candidates)).containsExactly(900, 2, 1, 0);
    }

    @Test
    void infiniteScoresAreKeptInOrder() {
        CandidateSlots candidates = new CandidateSlots();
        candidates.add(1, Float.NEGATIVE_INFINITY, 0);
        candidates.add(2, Float.POSITIVE_INFINITY, 0);
        candidates.add(3, -0.5f, 0);
        candidates.sort();
        assertThat(slots(candidates)).containsExactly(2, 3, 1);
    }

    @Test
    void chancesOfTheRestAreAddedUp() {
        CandidateSlots candidates = new CandidateSlots();
        candidates.add(1, 5, 1);
        candidates.add(2, 4, 1);
        candidates.add(3, -9, 1);
        candidates.sort();
        assertThat(candidates.expectedAbove(5, 0, EVERYTHING)).isCloseTo(.6587f, within(.001f));
        assertThat(candidates.expectedAbove(5, 1, EVERYTHING)).isCloseTo(.1587f, within(.001f));
        assertThat(candidates.expectedAbove(5, 2, EVERYTHING)).isZero();
        assertThat(candidates.expectedAbove(5, 3, EVERYTHING)).isZero();
        assertThat(candidates.expectedAbove(5, 0, .4f)).isBetween(.4f, .55f);
    }

    private static List<Integer> slots(CandidateSlots candidates) {
        return IntStream.range(0, candidates.count()).mapToObj(candidates::slot).toList();
    }
}
