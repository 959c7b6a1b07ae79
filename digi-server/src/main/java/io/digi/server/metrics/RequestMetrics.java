package io.digi.server.metrics;

import io.digi.server.access.Operation;
import io.digi.server.access.Protocol;
import io.digi.server.metrics.AnswerSeries.Kind;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Counts answers and measures how long they took, all together and by collection. Thread-safe.
///
/// The number of series of the first kind is bounded by the table of operations; of the second the
/// 10,000 that were used last are kept.
public final class RequestMetrics {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int COLLECTION_SERIES_MAX = 10_000;

    private final Histogram searches;
    private final Map<Kind, AnswerSeries> all = new ConcurrentHashMap<>();
    private final LinkedHashMap<Kind, AnswerSeries> byCollection =
            new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Kind, AnswerSeries> eldest) {
                    return size() > COLLECTION_SERIES_MAX;
                }
            };

    RequestMetrics(String prefix, PrometheusRegistry registry) {
        searches =
                Histogram.builder()
                        .name(prefix + "qdrant_search_duration_seconds")
                        .help("how long searches took, from request to answer")
                        .classicOnly()
                        .classicUpperBounds(Durations.BOUNDS)
                        .register(registry);
    }

    /// Counts an answer.
    ///
    /// @param collection the one that the request names
    public void answered(Operation operation, Optional<String> collection, int status, long nanos) {
        double seconds = nanos / NANOS_PER_SECOND;
        add(all.computeIfAbsent(new Kind(operation, status, ""), AnswerSeries::of), seconds);
        // Whoever may not see a collection, or makes up names, leaves no series.
        if (collection.isPresent() && !operation.protocol().isOfStrangers(status)) {
            add(ofCollection(new Kind(operation, status, collection.get())), seconds);
        }
        if (operation.protocol().isOk(status) && operation.isSearch()) {
            searches.observe(seconds);
        }
    }

    private AnswerSeries ofCollection(Kind kind) {
        synchronized (byCollection) {
            return byCollection.computeIfAbsent(kind, AnswerSeries::of);
        }
    }

    private static void add(AnswerSeries series, double seconds) {
        series.count().increment();
        if (series.kind().isTimed()) {
            series.durations().add(seconds);
        }
    }

    /// Answers over a protocol since the start by operation (`PUT /collections/{collection_name}`,
    /// `/qdrant.Points/Upsert`) and status.
    public Map<String, Map<String, Long>> countsByRoute(Protocol protocol) {
        Map<String, Map<String, Long>> routes = new TreeMap<>();
        all.forEach((kind, series) -> {
            if (kind.protocol() == protocol) {
                routes.computeIfAbsent(kind.route(), _ -> new TreeMap<>())
                        .put(Integer.toString(kind.status()), series.count().sum());
            }
        });
        return routes;
    }

    /// In a fixed order.
    List<AnswerSeries> series(Protocol protocol, boolean perCollection) {
        return inOrder(perCollection).stream()
                .filter(series -> series.kind().protocol() == protocol)
                .toList();
    }

    private Collection<AnswerSeries> inOrder(boolean perCollection) {
        if (!perCollection) {
            return new TreeMap<>(all).values();
        }
        synchronized (byCollection) {
            return new TreeMap<>(byCollection).values();
        }
    }
}
