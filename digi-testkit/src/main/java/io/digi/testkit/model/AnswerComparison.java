package io.digi.testkit.model;

import io.digi.model.config.CollectionInfo;
import io.digi.model.config.CollectionInfo.PayloadIndexInfo;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.engine.Call;
import io.digi.model.engine.Scope;
import io.digi.model.engine.VectorEngine;
import io.digi.model.id.CollectionName;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.query.Explanation;
import io.digi.model.query.PointRead;
import io.digi.model.query.PointRecord;
import io.digi.model.query.ScoredPoint;
import io.digi.model.query.ScrollPage;
import io.digi.model.vector.DenseVector;
import io.digi.model.vector.NamedVectors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Decides whether an outcome is as good as the reference's: equal but for rounding in vectors and
/// scores. Refusals are equal if their problems are of one kind.
final class AnswerComparison {
    private static final double VECTOR_TOLERANCE = 1e-6;

    private final VectorEngine reference;

    AnswerComparison(VectorEngine reference) {
        this.reference = reference;
    }

    /// Throws [Mismatch] if the two differ.
    void compare(Step step, Outcome expected, Outcome actual) {
        switch (expected) {
            case Outcome.Refusal(var problem) -> {
                boolean alike =
                        actual instanceof Outcome.Refusal(var other)
                                && other.getClass().equals(problem.getClass());
                Mismatch.require(
                        alike,
                        () -> "expected to be refused as %s, got %s".formatted(problem, actual));
            }
            case Outcome.Answer(Object value) -> {
                if (actual instanceof Outcome.Answer(Object other)) {
                    compare(step, value, other);
                } else {
                    throw new Mismatch("expected %s, got %s".formatted(value, actual));
                }
            }
        }
    }

    private void compare(Step step, Object expected, Object actual) {
        if (step instanceof Step.Read(Scope scope, CollectionName name, PointRead<?> read)) {
            compareRead(scope, name, read, expected, actual);
        } else if (expected instanceof CollectionInfo a && actual instanceof CollectionInfo b) {
            requireEqual(a.config(), b.config());
            requireEqual(a.pointCount(), b.pointCount());
            requireEqual(indexes(a), indexes(b));
        } else {
            requireEqual(expected, actual);
        }
    }

    private void compareRead(
            Scope scope, CollectionName name, PointRead<?> read, Object expected, Object actual) {
        switch (read) {
            case PointRead.Query query ->
                    compareHits(scope, name, query, answers(actual, ScoredPoint.class));
            case PointRead.QueryBatch(List<PointRead.Query> queries) -> {
                List<?> lists = answers(actual, List.class);
                requireEqual(queries.size(), lists.size());
                for (int i = 0; i < queries.size(); i++) {
                    compareHits(
                            scope, name, queries.get(i), answers(lists.get(i), ScoredPoint.class));
                }
            }
            case PointRead.Retrieve _ ->
                    compareRecords(
                            answers(expected, PointRecord.class),
                            answers(actual, PointRecord.class));
            case PointRead.Scroll _ -> {
                ScrollPage page = (ScrollPage) expected;
                ScrollPage other = (ScrollPage) actual;
                compareRecords(page.points(), other.points());
                requireEqual(page.next(), other.next());
            }
            case PointRead.Count _ -> requireEqual(expected, actual);
            case PointRead.Explain _ -> {
                // Engines go about it differently; what they find is the same.
                Explanation explanation = (Explanation) expected;
                Explanation other = (Explanation) actual;
                requireEqual(explanation.tenant(), other.tenant());
                requireEqual(explanation.hitCount(), other.hitCount());
                requireEqual(explanation.matches().inScope(), other.matches().inScope());
            }
        }
    }

    private void compareHits(
            Scope scope, CollectionName name, PointRead.Query query, List<ScoredPoint> actual) {
        HitComparison.of(reference, Call.of(scope), name, query).compare(actual);
    }

    private static void compareRecords(List<PointRecord> expected, List<PointRecord> actual) {
        requireEqual(
                expected.stream().map(PointRecord::id).toList(),
                actual.stream().map(PointRecord::id).toList());
        for (int i = 0; i < expected.size(); i++) {
            compareRecord(expected.get(i), actual.get(i));
        }
    }

    private static void compareRecord(PointRecord expected, PointRecord actual) {
        requireEqual(expected.payload(), actual.payload());
        Mismatch.require(
                areClose(expected.vectors(), actual.vectors()),
                () -> "expected vectors of %s, got %s".formatted(expected, actual));
    }

    /// Whether the vectors are the same but for rounding.
    static boolean areClose(Optional<NamedVectors> a, Optional<NamedVectors> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() && b.isEmpty();
        }
        Map<VectorName, DenseVector> left = a.get().byName();
        Map<VectorName, DenseVector> right = b.get().byName();
        return left.keySet().equals(right.keySet())
                && left.entrySet().stream()
                        .allMatch(each ->
                                Optional.ofNullable(right.get(each.getKey()))
                                        .filter(v -> areClose(each.getValue(), v))
                                        .isPresent());
    }

    private static boolean areClose(DenseVector a, DenseVector b) {
        float[] x = a.elements();
        float[] y = b.elements();
        double largest = 0;
        for (float element : x) {
            largest = Math.max(largest, Math.abs(element));
        }
        boolean close = x.length == y.length;
        for (int i = 0; close && i < x.length; i++) {
            close = Math.abs((double) x[i] - y[i]) <= VECTOR_TOLERANCE * largest;
        }
        return close;
    }

    private static Map<JsonPath, PayloadIndexConfig> indexes(CollectionInfo info) {
        return info.payloadIndexes().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> config(each.getValue())));
    }

    private static PayloadIndexConfig config(PayloadIndexInfo info) {
        return info.config();
    }

    private static <T> List<T> answers(Object answer, Class<T> type) {
        return ((List<?>) answer).stream().map(type::cast).toList();
    }

    private static void requireEqual(Object expected, Object actual) {
        Mismatch.require(
                expected.equals(actual), () -> "expected %s, got %s".formatted(expected, actual));
    }
}
