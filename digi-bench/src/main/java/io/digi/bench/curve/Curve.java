package io.digi.bench.curve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// The measurements of one index, and the rate it reaches at a recall.
///
/// Between two points the logarithm of the rate is taken to be linear in the logarithm of what
/// recall lacks to 1: both follow powers of `ef`. Points that another one beats in both are left
/// out.
public final class Curve {
    /// What the best recall is taken to lack, so that it has a logarithm.
    static final double LACK_MIN = 1e-5;

    private final List<IndexPoint> points;
    private final List<IndexPoint> front;

    /// @param points of one engine, at least one
    public Curve(List<IndexPoint> points) {
        if (points.stream().map(IndexPoint::engine).distinct().count() != 1) {
            throw new IllegalArgumentException("expected points of one engine, came " + points);
        }
        this.points =
                points.stream().sorted(Comparator.comparingDouble(IndexPoint::recall)).toList();
        this.front = front(this.points);
    }

    /// A curve for each engine, in the order of their first points.
    public static List<Curve> of(List<IndexPoint> points) {
        Map<String, List<IndexPoint>> byEngine = new LinkedHashMap<>();
        for (IndexPoint point : points) {
            byEngine.computeIfAbsent(point.engine(), engine -> new ArrayList<>()).add(point);
        }
        return byEngine.values().stream().map(Curve::new).toList();
    }

    /// Points by recall, of which each is slower than the one before.
    private static List<IndexPoint> front(List<IndexPoint> byRecall) {
        List<IndexPoint> front = new ArrayList<>();
        for (IndexPoint point : byRecall.reversed()) {
            if (front.isEmpty() || point.queriesPerSecond() > front.getLast().queriesPerSecond()) {
                front.add(point);
            }
        }
        return front.reversed();
    }

    public String engine() {
        return points.getFirst().engine();
    }

    public String family() {
        return points.getFirst().family();
    }

    /// By recall.
    public List<IndexPoint> points() {
        return points;
    }

    public double buildCpuSeconds() {
        return points.getFirst().buildCpuSeconds();
    }

    public double indexMb() {
        return points.getFirst().indexMb();
    }

    /// Queries per second at `recall`; nothing where no measurement reached it. Where even the
    /// fastest has more recall, it is the rate of that one: a faster one was not measured.
    public OptionalDouble rateAt(double recall) {
        IndexPoint below = front.getFirst();
        if (recall <= below.recall()) {
            return OptionalDouble.of(below.queriesPerSecond());
        }
        for (IndexPoint above : front) {
            if (above.recall() >= recall) {
                return OptionalDouble.of(between(below, above, recall));
            }
            below = above;
        }
        return OptionalDouble.empty();
    }

    /// Whether the rate at `recall` is that of a point with more recall: the true one may be
    /// higher.
    boolean startsAbove(double recall) {
        return front.getFirst().recall() > recall;
    }

    private static double between(IndexPoint below, IndexPoint above, double recall) {
        double from = lack(below.recall());
        double part = (lack(recall) - from) / (lack(above.recall()) - from);
        double slow = Math.log(above.queriesPerSecond());
        double fast = Math.log(below.queriesPerSecond());
        return Math.exp(fast + part * (slow - fast));
    }

    /// The logarithm of what `recall` lacks to 1.
    static double lack(double recall) {
        return Math.log(Math.max(LACK_MIN, 1 - recall));
    }
}
