package io.digi.testkit.reference;

import io.digi.model.engine.Scope;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.Payload;
import io.digi.model.query.PayloadSelector;
import io.digi.model.query.PointRead;
import io.digi.model.query.PointRecord;
import io.digi.model.query.QueryTarget;
import io.digi.model.query.ScoredPoint;
import io.digi.model.query.ScrollPage;
import io.digi.model.query.ScrollPosition;
import io.digi.model.query.Selection;
import io.digi.model.query.VectorSelector;
import io.digi.model.vector.DenseVector;
import io.digi.model.vector.Distance;
import io.digi.model.vector.NamedVectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/// Answers reads of one collection by looking at every point.
final class ReferenceReads {
    private final ReferenceCollection collection;
    private final Tenancy tenancy;

    /// A point that matched, and how near it is.
    private record Hit(PointKey key, float score) {}

    ReferenceReads(ReferenceCollection collection, Scope scope) {
        this.collection = collection;
        tenancy = Tenancy.of(collection, scope);
    }

    /// The answer is of the type that the read asks for; the compiler cannot see it through the
    /// switch.
    Object answer(PointRead<?> read) {
        return switch (read) {
            case PointRead.Query query -> query(query);
            case PointRead.QueryBatch(List<PointRead.Query> queries) ->
                    queries.stream().map(this::query).toList();
            case PointRead.Retrieve(List<PointId> ids, Selection selection) ->
                    retrieve(ids, selection);
            case PointRead.Scroll scroll -> scroll(scroll);
            case PointRead.Count(Filter filter, boolean _) ->
                    (long) matching(collection, tenancy, filter).size();
            case PointRead.Explain(PointRead.Query query) ->
                    new ReferenceExplanations(collection, tenancy).of(query, query(query).size());
        };
    }

    /// The points in reach that match, in order.
    static List<PointKey> matching(ReferenceCollection collection, Tenancy reach, Filter filter) {
        List<PointKey> found = new ArrayList<>();
        collection.points.forEach((key, point) -> {
            if (reach.reaches(key)
                    && FilterEvaluator.matches(
                            filter,
                            FilterEvaluator.Subject.point(key, point, collection.payloadIndexes))) {
                found.add(key);
            }
        });
        return found;
    }

    private List<PointRecord> retrieve(List<PointId> ids, Selection selection) {
        tenancy.requireOneTenant();
        requireKnown(selection);
        return ids.stream()
                .map(tenancy::key)
                .filter(collection.points::containsKey)
                .map(key -> record(key, selection))
                .toList();
    }

    private ScrollPage scroll(PointRead.Scroll scroll) {
        Optional<PointKey> from = scroll.from().map(this::key);
        requireKnown(scroll.selection());
        List<PointKey> left =
                matching(collection, tenancy, scroll.filter()).stream()
                        .filter(key -> from.isEmpty() || key.compareTo(from.get()) >= 0)
                        .toList();
        int count = Math.min(left.size(), scroll.limit());
        return new ScrollPage(
                left.subList(0, count).stream()
                        .map(key -> record(key, scroll.selection()))
                        .toList(),
                left.stream().skip(count).findFirst().map(this::position));
    }

    private PointKey key(ScrollPosition position) {
        if (position.tenant().isEmpty()) {
            return tenancy.key(position.id());
        }
        if (tenancy.field().isEmpty()) {
            throw new DigiException(
                    new Problem.BadRequest(
                            "a scroll over `%s` goes on at a point, not at a tenant's point"
                                    .formatted(collection.name)));
        }
        PointKey key = new PointKey(position.tenant(), position.id());
        if (!tenancy.reaches(key)) {
            throw new DigiException(
                    new Problem.Forbidden("the scroll would go on at another tenant's point"));
        }
        return key;
    }

    private ScrollPosition position(PointKey key) {
        return new ScrollPosition(
                tenancy.spansTenants() ? key.tenant() : Optional.empty(), key.id());
    }

    private List<ScoredPoint> query(PointRead.Query query) {
        List<Hit> ranked =
                switch (query.target()) {
                    case QueryTarget.IdOrder _ -> inIdOrder(query);
                    case QueryTarget.Vector(DenseVector vector) -> {
                        collection.requireFitting(query.using(), vector);
                        yield nearest(query, vector, Optional.empty());
                    }
                    case QueryTarget.Point(PointId id) -> {
                        PointKey key = tenancy.key(id);
                        yield nearest(query, vector(key, query.using()), Optional.of(key));
                    }
                };
        requireKnown(query.selection());
        return ranked.stream()
                .skip(query.offset())
                .limit(query.limit())
                .map(hit -> scored(hit, query.selection()))
                .toList();
    }

    private List<Hit> inIdOrder(PointRead.Query query) {
        if (query.scoreThreshold().isPresent()) {
            throw new DigiException(
                    new Problem.BadRequest(
                            "a score_threshold needs a query: points in id order have no score"));
        }
        return matching(collection, tenancy, query.filter()).stream()
                .map(key -> new Hit(key, 0))
                .toList();
    }

    private List<Hit> nearest(
            PointRead.Query query, DenseVector target, Optional<PointKey> excluded) {
        Distance distance = collection.vector(query.using()).distance();
        List<Hit> hits = new ArrayList<>();
        for (PointKey key : matching(collection, tenancy, query.filter())) {
            Optional<DenseVector> vector = point(key).vectors().get(query.using());
            if (vector.isPresent() && !excluded.equals(Optional.of(key))) {
                float score = Scores.score(distance, target, vector.get());
                if (isNearer(distance, score, query.scoreThreshold())) {
                    hits.add(new Hit(key, score));
                }
            }
        }
        hits.sort(bestFirst(distance));
        return hits;
    }

    private DenseVector vector(PointKey key, VectorName using) {
        collection.vector(using);
        return Optional.ofNullable(collection.points.get(key))
                .flatMap(point -> point.vectors().get(using))
                .orElseThrow(() -> new DigiException(new Problem.PointNotFound(key.id())));
    }

    private static boolean isNearer(Distance distance, float score, OptionalDouble threshold) {
        if (threshold.isEmpty()) {
            return true;
        }
        return distance.largerIsNearer()
                ? score > (float) threshold.getAsDouble()
                : score < (float) threshold.getAsDouble();
    }

    private static Comparator<Hit> bestFirst(Distance distance) {
        Comparator<Hit> byScore = Comparator.comparingDouble(Hit::score);
        return (distance.largerIsNearer() ? byScore.reversed() : byScore).thenComparing(Hit::key);
    }

    private StoredPoint point(PointKey key) {
        return Optional.ofNullable(collection.points.get(key)).orElseThrow();
    }

    private void requireKnown(Selection selection) {
        if (selection.vectors() instanceof VectorSelector.Named(Set<VectorName> names)) {
            collection.requireVectors(names);
        }
    }

    private ScoredPoint scored(Hit hit, Selection selection) {
        StoredPoint point = point(hit.key);
        return new ScoredPoint(
                hit.key.id(),
                point.version(),
                hit.score,
                payload(point, selection.payload()),
                vectors(point, selection.vectors()));
    }

    private PointRecord record(PointKey key, Selection selection) {
        StoredPoint point = point(key);
        return new PointRecord(
                key.id(), payload(point, selection.payload()), vectors(point, selection.vectors()));
    }

    private static Optional<Payload> payload(StoredPoint point, PayloadSelector selector) {
        return PayloadSelections.select(point.payload(), selector);
    }

    private static Optional<NamedVectors> vectors(StoredPoint point, VectorSelector selector) {
        return switch (selector) {
            case VectorSelector.Whole.ALL -> Optional.of(point.vectors());
            case VectorSelector.Whole.NONE -> Optional.empty();
            case VectorSelector.Named(Set<VectorName> names) -> {
                Map<VectorName, DenseVector> kept = new TreeMap<>(point.vectors().byName());
                kept.keySet().retainAll(names);
                yield Optional.of(new NamedVectors(kept));
            }
        };
    }
}
