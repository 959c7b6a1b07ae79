package io.digi.server.metrics;

import io.digi.server.access.Action;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts answers and measures how long they took. Thread-safe; the number of series is bounded by
/// the table of operations.
public final class RequestMetrics {
    private static final double[] BOUNDS = {0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5, 10, 50};
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int STATUS_OK = 200;

    private final String prefix;
    private final Histogram durations;
    private final Histogram searches;
    private final Map<Outcome, LongAdder> counts = new ConcurrentHashMap<>();

    /// Answers of one kind.
    private record Outcome(Action action, int status) implements Comparable<Outcome> {
        private static final Comparator<Outcome> ORDER =
                Comparator.comparing(Outcome::action).thenComparingInt(Outcome::status);

        @Override
        public int compareTo(Outcome other) {
            return ORDER.compare(this, other);
        }
    }

    RequestMetrics(String prefix, PrometheusRegistry registry) {
        this.prefix = prefix;
        durations =
                Histogram.builder()
                        .name(prefix + "rest_responses_duration_seconds")
                        .help("response duration histogram")
                        .labelNames("method", "endpoint", "status")
                        .classicOnly()
                        .classicUpperBounds(BOUNDS)
                        .register(registry);
        searches =
                Histogram.builder()
                        .name(prefix + "qdrant_search_duration_seconds")
                        .help("how long searches took, from request to answer")
                        .classicOnly()
                        .classicUpperBounds(BOUNDS)
                        .register(registry);
    }

    public void answered(Action action, int status, long nanos) {
        counts.computeIfAbsent(new Outcome(action, status), _ -> new LongAdder()).increment();
        if (status == STATUS_OK) {
            double seconds = nanos / NANOS_PER_SECOND;
            durations
                    .labelValues(action.method(), action.template(), Integer.toString(status))
                    .observe(seconds);
            if (isSearch(action)) {
                searches.observe(seconds);
            }
        }
    }

    /// Answers since the start by operation (`PUT /collections/{collection_name}`) and status.
    public Map<String, Map<String, Long>> countsByRoute() {
        Map<String, Map<String, Long>> routes = new TreeMap<>();
        counts.forEach((outcome, count) ->
                routes.computeIfAbsent(
                                outcome.action().method() + " " + outcome.action().template(),
                                _ -> new TreeMap<>())
                        .put(Integer.toString(outcome.status()), count.sum()));
        return routes;
    }

    CounterSnapshot responses() {
        CounterSnapshot.Builder all =
                CounterSnapshot.builder()
                        .name(prefix + "rest_responses")
                        .help("total number of responses");
        new TreeMap<>(counts)
                .forEach((outcome, count) ->
                        all.dataPoint(
                                CounterDataPointSnapshot.builder()
                                        .labels(labels(outcome))
                                        .value((double) count.sum())
                                        .build()));
        return all.build();
    }

    private static Labels labels(Outcome outcome) {
        return Labels.of(
                "method", outcome.action().method(),
                "endpoint", outcome.action().template(),
                "status", Integer.toString(outcome.status()));
    }

    private static boolean isSearch(Action action) {
        return action == Action.QUERY
                || action == Action.QUERY_BATCH
                || action == Action.SEARCH
                || action == Action.SEARCH_BATCH;
    }
}
