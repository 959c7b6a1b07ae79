package io.digi.testkit.model;

import io.digi.model.engine.Call;
import io.digi.model.engine.Scope;
import io.digi.model.engine.VectorEngine;
import io.digi.model.id.CollectionName;
import io.digi.model.query.PointRead;
import io.digi.model.query.PointRead.Query;
import io.digi.model.query.QueryTarget;
import io.digi.model.query.ScoredPoint;
import io.digi.model.query.Selection;
import io.digi.model.vector.DenseVector;
import io.digi.model.vector.Distance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Decides whether hits are right, given the reference's ranking of all points. Scores are right
/// within a rounding error of 1e-5, relative to the size of what is added up in them. Within that
/// error neighbours may change places, and points may be on either side of the threshold or of the
/// limit; nothing else may differ.
final class HitComparison {
    private static final double SCORE_TOLERANCE = 1e-5;

    private final Query query;
    private final boolean largerIsNearer;

    /// Whether hits of equal score come in the order of their ids: not where ids are of several
    /// tenants, whom hits do not name.
    private final boolean tiesById;

    private final List<Ranked> ranking;

    /// A point that matches, with its score made larger-is-nearer, and how wrong that may be.
    private record Ranked(ScoredPoint hit, double nearness, double tolerance) {
        boolean isCertainlyNearer(Ranked other) {
            return nearness - tolerance > other.nearness + other.tolerance;
        }

        boolean isBeyond(double threshold) {
            return nearness - tolerance > threshold;
        }

        boolean mayBeBeyond(double threshold) {
            return nearness + tolerance >= threshold;
        }
    }

    private HitComparison(
            Query query, boolean largerIsNearer, boolean tiesById, List<Ranked> ranking) {
        this.query = query;
        this.largerIsNearer = largerIsNearer;
        this.tiesById = tiesById;
        this.ranking = ranking;
    }

    static HitComparison of(VectorEngine reference, Call call, CollectionName name, Query query) {
        var config = reference.collections().describe(call, name).config();
        Optional<Distance> distance =
                query.target() instanceof QueryTarget.IdOrder
                        ? Optional.empty()
                        : Optional.ofNullable(config.vectors().get(query.using()))
                                .map(vector -> vector.distance());
        boolean larger = distance.map(Distance::largerIsNearer).orElse(true);
        boolean ties = config.tenantField().isEmpty() || call.scope() instanceof Scope.Tenant;
        double targetLength = distance.isEmpty() ? 0 : targetLength(reference, call, name, query);
        List<ScoredPoint> shown = reference.read(call, name, unbounded(query, query.selection()));
        List<ScoredPoint> whole =
                reference.read(call, name, unbounded(query, Selection.EVERYTHING));
        List<Ranked> ranking = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            ScoredPoint hit = shown.get(i);
            double size = size(distance, whole.get(i), query, targetLength);
            ranking.add(
                    new Ranked(hit, larger ? hit.score() : -hit.score(), SCORE_TOLERANCE * size));
        }
        return new HitComparison(query, larger, ties, ranking);
    }

    /// Throws [Mismatch] if the hits are not right.
    void compare(List<ScoredPoint> hits) {
        requireCount(hits.size());
        requireOrder(hits);
        List<Ranked> left = new ArrayList<>(ranking);
        for (int i = 0; i < hits.size(); i++) {
            ScoredPoint hit = hits.get(i);
            Ranked match =
                    left.stream()
                            .filter(candidate -> matches(candidate, hit))
                            .findFirst()
                            .orElseThrow(() -> new Mismatch(unmatched(hit)));
            left.remove(match);
            requireRank(match, query.offset() + i);
        }
    }

    private void requireCount(int count) {
        if (query.scoreThreshold().isEmpty()) {
            int expected = page(ranking.size());
            Mismatch.require(
                    count == expected, () -> "expected %d hits, got %d".formatted(expected, count));
            return;
        }
        double threshold = nearness((float) query.scoreThreshold().getAsDouble());
        int least = page(ranking.stream().filter(each -> each.isBeyond(threshold)).count());
        int most = page(ranking.stream().filter(each -> each.mayBeBeyond(threshold)).count());
        Mismatch.require(
                count >= least && count <= most,
                () -> "expected from %d to %d hits, got %d".formatted(least, most, count));
    }

    /// How many of so many matches are on the page asked for.
    private int page(long matches) {
        return Math.clamp(matches - query.offset(), 0, query.limit());
    }

    private void requireOrder(List<ScoredPoint> hits) {
        for (int i = 0; i < hits.size(); i++) {
            ScoredPoint hit = hits.get(i);
            boolean beyond =
                    query.scoreThreshold().isEmpty()
                            || nearness(hit.score())
                                    > nearness((float) query.scoreThreshold().getAsDouble());
            Mismatch.require(beyond, () -> "%s is not beyond the threshold".formatted(hit));
            if (i > 0) {
                ScoredPoint better = hits.get(i - 1);
                double difference = nearness(better.score()) - nearness(hit.score());
                boolean ordered = difference > 0 || (difference == 0 && areTied(better, hit));
                Mismatch.require(ordered, () -> "%s came before %s".formatted(better, hit));
            }
        }
    }

    private boolean areTied(ScoredPoint first, ScoredPoint second) {
        return !tiesById || first.id().compareTo(second.id()) < 0;
    }

    private boolean matches(Ranked candidate, ScoredPoint hit) {
        ScoredPoint expected = candidate.hit;
        return expected.id().equals(hit.id())
                && expected.version() == hit.version()
                && Math.abs(candidate.nearness - nearness(hit.score())) <= candidate.tolerance
                && expected.payload().equals(hit.payload())
                && AnswerComparison.areClose(expected.vectors(), hit.vectors());
    }

    private String unmatched(ScoredPoint hit) {
        List<ScoredPoint> sameId =
                ranking.stream()
                        .map(Ranked::hit)
                        .filter(each -> each.id().equals(hit.id()))
                        .toList();
        return "no match is like %s; of that id there are %s".formatted(hit, sameId);
    }

    /// Whether a point may stand at that rank, from 0.
    private void requireRank(Ranked point, int rank) {
        long nearer = ranking.stream().filter(each -> each.isCertainlyNearer(point)).count();
        long notFarther = ranking.stream().filter(each -> !point.isCertainlyNearer(each)).count();
        Mismatch.require(
                nearer <= rank && rank < notFarther,
                () ->
                        "%s is at rank %d, expected from %d to %d"
                                .formatted(point.hit, rank, nearer, notFarther - 1));
    }

    private double nearness(float score) {
        return largerIsNearer ? score : -score;
    }

    private static Query unbounded(Query query, Selection selection) {
        return new Query(
                query.target(),
                query.using(),
                query.filter(),
                Integer.MAX_VALUE,
                /* offset= */ 0,
                OptionalDouble.empty(),
                query.params(),
                selection);
    }

    private static double targetLength(
            VectorEngine reference, Call call, CollectionName name, Query query) {
        return switch (query.target()) {
            case QueryTarget.Vector(DenseVector vector) -> length(vector);
            case QueryTarget.Point(var id) ->
                    reference
                            .read(
                                    call,
                                    name,
                                    new PointRead.Retrieve(List.of(id), Selection.EVERYTHING))
                            .getFirst()
                            .vectors()
                            .flatMap(vectors -> vectors.get(query.using()))
                            .map(HitComparison::length)
                            .orElse(0.0);
            case QueryTarget.IdOrder _ -> 0;
        };
    }

    /// The size of the terms that a score is the sum of.
    private static double size(
            Optional<Distance> distance, ScoredPoint whole, Query query, double targetLength) {
        return distance.map(each ->
                        switch (each) {
                            case COSINE -> 1.0;
                            case DOT ->
                                    whole.vectors()
                                                    .flatMap(v -> v.get(query.using()))
                                                    .map(HitComparison::length)
                                                    .orElse(0.0)
                                            * targetLength;
                            case EUCLID, MANHATTAN -> (double) whole.score();
                        })
                .orElse(0.0);
    }

    private static double length(DenseVector vector) {
        double sum = 0;
        for (float element : vector.elements()) {
            sum += (double) element * element;
        }
        return Math.sqrt(sum);
    }
}
