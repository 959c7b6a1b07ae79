package io.digi.server.metrics;

import io.digi.server.access.Protocol;
import io.digi.server.metrics.AnswerSeries.Kind;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collection;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// The families `rest_responses_…` or `grpc_responses_…` as of now.
final class AnswerSnapshots {
    private final UnaryOperator<String> collectionNames;
    private final CounterSnapshot.Builder total;
    private final CounterSnapshot.Builder failed;
    private final GaugeSnapshot.Builder average;
    private final GaugeSnapshot.Builder least;
    private final GaugeSnapshot.Builder most;
    private final HistogramSnapshot.Builder durations;

    /// @param collectionNames how names of collections are shown
    AnswerSnapshots(String prefix, Protocol protocol, UnaryOperator<String> collectionNames) {
        String name = prefix + protocol.name().toLowerCase(Locale.ROOT) + "_responses";
        this.collectionNames = collectionNames;
        total = CounterSnapshot.builder().name(name).help("total number of responses");
        failed =
                CounterSnapshot.builder()
                        .name(name + "_fail")
                        .help("total number of responses that were no success");
        average = gauge(name + "_avg_duration_seconds", "average response duration, of late");
        least = gauge(name + "_min_duration_seconds", "minimum response duration");
        most = gauge(name + "_max_duration_seconds", "maximum response duration");
        durations =
                HistogramSnapshot.builder()
                        .name(name + "_duration_seconds")
                        .help("response duration histogram");
    }

    private static GaugeSnapshot.Builder gauge(String name, String help) {
        return GaugeSnapshot.builder().name(name).help(help);
    }

    AnswerSnapshots add(Collection<AnswerSeries> all) {
        for (AnswerSeries series : all) {
            Kind kind = series.kind();
            Labels labels = kind.labels(collectionNames);
            CounterDataPointSnapshot count =
                    CounterDataPointSnapshot.builder()
                            .labels(labels)
                            .value((double) series.count().sum())
                            .build();
            total.dataPoint(count);
            if (!kind.succeeded()) {
                failed.dataPoint(count);
            }
            if (!series.durations().isEmpty()) {
                add(labels, series.durations().summary());
            }
        }
        return this;
    }

    private void add(Labels labels, Durations.Summary summary) {
        average.dataPoint(point(labels, summary.extent().average()));
        least.dataPoint(point(labels, summary.extent().least()));
        most.dataPoint(point(labels, summary.extent().most()));
        durations.dataPoint(
                HistogramDataPointSnapshot.builder()
                        .labels(labels)
                        .classicHistogramBuckets(summary.buckets())
                        .sum(summary.sum())
                        .build());
    }

    private static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }

    /// Families without a series are left out.
    void addTo(MetricSnapshots.Builder all) {
        for (var family :
                java.util.List.of(
                        total.build(),
                        failed.build(),
                        average.build(),
                        least.build(),
                        most.build(),
                        durations.build())) {
            if (!family.getDataPoints().isEmpty()) {
                all.metricSnapshot(family);
            }
        }
    }
}
