package io.digi.server.metrics;

import io.digi.server.access.Action;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Comparator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

/// Answers of one kind: how many there were and, of those with status 200, how long they took.
record AnswerSeries(Kind kind, LongAdder count, Durations durations) {
    static AnswerSeries of(Kind kind) {
        return new AnswerSeries(kind, new LongAdder(), new Durations());
    }

    /// @param collection empty where all collections count together
    record Kind(Action action, int status, String collection) implements Comparable<Kind> {
        private static final Comparator<Kind> ORDER =
                Comparator.comparing(Kind::action)
                        .thenComparingInt(Kind::status)
                        .thenComparing(Kind::collection);

        String route() {
            return action.method() + " " + action.template();
        }

        boolean succeeded() {
            return status >= 200 && status < 300;
        }

        Labels labels(UnaryOperator<String> shown) {
            Labels labels =
                    Labels.of(
                            "method",
                            action.method(),
                            "endpoint",
                            action.template(),
                            "status",
                            Integer.toString(status));
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
