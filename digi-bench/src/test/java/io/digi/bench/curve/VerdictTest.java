package io.digi.bench.curve;

import static io.digi.bench.curve.Points.point;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class VerdictTest {
    @Test
    void aRateBelowTheFactorIsMissed() {
        List<Verdict> verdicts = verdicts(10_000, "hnswlib", 4001);
        assertThat(verdicts).extracting(Verdict::kept).containsExactly(false, false, false);
        assertThat(verdicts.getFirst().promise()).contains("0.95", "2.5 × hnswlib");
        assertThat(verdicts.getFirst().figures()).contains("10,000/s", "4,001/s", "2.50 ×");
    }

    @Test
    void aRateAtTheFactorIsKept() {
        assertThat(verdicts(10_000, "hnswlib", 4000))
                .extracting(Verdict::kept)
                .containsExactly(true, true, false);
    }

    @Test
    void garbageOfTheWorstPointIsJudgedWhereItWasMeasured() {
        assertThat(Verdict.of(Curve.of(List.of(leaving(344), leaving(500)))))
                .containsExactly(
                        new Verdict("at most 500 bytes of garbage a search", true, "500 bytes"));
        assertThat(Verdict.of(Curve.of(List.of(leaving(344), leaving(501)))))
                .extracting(Verdict::kept)
                .containsExactly(false);
        assertThat(Verdict.of(Curve.of(List.of(point("digi", 0.9, 1))))).isEmpty();
    }

    private static IndexPoint leaving(long bytes) {
        Map<String, Object> more = Map.of("allocated_bytes", bytes);
        return new IndexPoint("digi", 10, 0.9, 1000 + bytes, 20, 5, more);
    }

    @Test
    void aPeerThatWasMeasuredAtMoreRecallOnlyIsNamed() {
        assertThat(verdicts(10_000, "hnswlib", 4000).getFirst().figures())
                .contains("measure smaller ef");
        List<IndexPoint> points =
                List.of(
                        point("digi", 0.96, 9000),
                        point("hnswlib", 0.94, 2000),
                        point("hnswlib", 0.96, 1000));
        assertThat(Verdict.of(Curve.of(points)).getFirst().figures())
                .doesNotContain("measure smaller ef");
    }

    @Test
    void theBestOfThePeersCounts() {
        List<IndexPoint> points =
                List.of(
                        point("digi", 0.999, 9000),
                        point("lucene-4bit", 0.999, 1000),
                        point("jvector-pq8", 0.999, 3001),
                        point("lucene-1bit", 0.9, 90_000));
        assertThat(Verdict.of(Curve.of(points)))
                .hasSize(2)
                .allSatisfy(verdict -> {
                    assertThat(verdict.kept()).isFalse();
                    assertThat(verdict.figures()).contains("jvector-pq8");
                });
    }

    @Test
    void aRecallThatDigiDoesNotReachIsMissed() {
        List<IndexPoint> points = List.of(point("digi", 0.96, 9000), point("hnswlib", 0.9, 1));
        assertThat(Verdict.of(Curve.of(points)))
                .extracting(Verdict::kept)
                .containsExactly(true, false, false);
    }

    @Test
    void halfTheProcessorTimeOfTheBuildIsKept() {
        IndexPoint quick = new IndexPoint("digi", 1, 1, 1e6, 10, 1, Map.of());
        List<Curve> curves = Curve.of(List.of(quick, point("hnswlib", 1, 1)));
        assertThat(Verdict.of(curves)).allMatch(Verdict::kept).hasSize(3);
    }

    @Test
    void whatWasNotMeasuredIsNotJudged() {
        assertThat(Verdict.of(Curve.of(List.of(point("digi", 1, 1))))).isEmpty();
        assertThat(Verdict.of(Curve.of(List.of(point("hnswlib", 1, 1))))).isEmpty();
        assertThat(Verdict.of(List.of())).isEmpty();
    }

    private static List<Verdict> verdicts(double own, String peer, double peerRate) {
        return Verdict.of(
                Curve.of(
                        Stream.of(point("digi", 0.999, own), point(peer, 0.999, peerRate))
                                .toList()));
    }
}
