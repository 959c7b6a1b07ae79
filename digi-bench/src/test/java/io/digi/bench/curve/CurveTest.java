package io.digi.bench.curve;

import static io.digi.bench.curve.Points.point;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CurveTest {
    @Test
    void betweenTwoPointsTheRateFollowsAPowerOfTheLack() {
        Curve curve = new Curve(List.of(point("a", 0.9, 8000), point("a", 0.99, 2000)));
        assertThat(curve.rateAt(0.9)).hasValue(8000);
        assertThat(curve.rateAt(0.99).orElseThrow()).isCloseTo(2000, within(1e-6));
        // Half way between 0.1 and 0.01 is the root of their product; so it is of the rates.
        double half = 1 - Math.sqrt(0.1 * 0.01);
        assertThat(curve.rateAt(half).orElseThrow()).isCloseTo(4000, within(1e-6));
    }

    @Test
    void theOrderOfMeasurementsDoesNotMatter() {
        Curve curve =
                new Curve(
                        List.of(
                                point("a", 0.99, 2000),
                                point("a", 0.8, 9000),
                                point("a", 0.95, 4000)));
        assertThat(curve.rateAt(0.95).orElseThrow()).isCloseTo(4000, within(1e-6));
    }

    @Test
    void aRecallThatNothingReachesHasNoRate() {
        assertThat(new Curve(List.of(point("a", 0.94, 2000))).rateAt(0.95)).isEmpty();
    }

    @Test
    void whereTheFastestHasMoreRecallItsOwnRateCounts() {
        assertThat(new Curve(List.of(point("a", 0.97, 2000))).rateAt(0.95)).hasValue(2000);
    }

    @Test
    void pointsThatAnotherBeatsInBothAreLeftOut() {
        Curve curve =
                new Curve(
                        List.of(
                                point("a", 0.9, 5000),
                                point("a", 0.94, 100),
                                point("a", 0.96, 3000)));
        assertThat(curve.rateAt(0.94).orElseThrow()).isBetween(3000d, 5000d);
    }

    @Test
    void fullRecallHasARate() {
        Curve curve = new Curve(List.of(point("a", 0.9, 5000), point("a", 1, 1000)));
        assertThat(curve.rateAt(1).orElseThrow()).isCloseTo(1000, within(1e-6));
        assertThat(curve.rateAt(0.99).orElseThrow()).isBetween(1000d, 5000d);
    }

    @Test
    void enginesAreToldApart() {
        List<IndexPoint> points =
                List.of(point("b", 0.9, 1), point("a", 0.8, 2), point("b", 0.95, 3));
        assertThat(Curve.of(points)).extracting(Curve::engine).containsExactly("b", "a");
        assertThatThrownBy(() -> new Curve(points)).isInstanceOf(IllegalArgumentException.class);
    }
}
