package io.digi.server.metrics;

import io.digi.server.access.Operation;
import io.digi.server.access.Protocol;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Comparator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

/// Answers of one kind: how many there were and, of those that are timed, how long they took.
record AnswerSeries(Kind kind, LongAdder count, Durations durations) {
    static AnswerSeries of(Kind kind) {
        return new AnswerSeries(kind, new LongAdder(), new Durations());
    }

    /// @param collection empty where all collections count together
    record Kind(Operation operation, int status, String collection) implements Comparable<Kind> {
        private static final Comparator<Kind> ORDER =
                Comparator.comparing(Kind::protocol)
                        .thenComparingInt(kind -> kind.operation().ordinal())
                        .thenComparingInt(Kind::status)
                        .thenComparing(Kind::collection);

        Protocol protocol() {
            return operation.protocol();
        }

        /// `PUT /collections/{collection_name}`, `/qdrant.Points/Upsert`.
        String route() {
            return "%s %s".formatted(operation.method(), operation.endpoint()).strip();
        }

        /// As in Qdrant: of REST the successful ones, of gRPC all.
        boolean isTimed() {
            return protocol() == Protocol.GRPC || protocol().isOk(status);
        }

        boolean succeeded() {
            return protocol().isSuccess(status);
        }

        Labels labels(UnaryOperator<String> shown) {
            Labels labels =
                    Labels.of("endpoint", operation.endpoint(), "status", Integer.toString(status));
            if (!operation.method().isEmpty()) {
                labels = labels.add("method", operation.method());
            }
            return collection.isEmpty()
                    ? labels
                    : labels.add("collection", shown.apply(collection));
        }

        @Override
        public int compareTo(Kind other) {
            return ORDER.compare(this, other);
        }
    }
}
