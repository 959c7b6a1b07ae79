package io.digi.server.metrics;

import io.digi.model.engine.EngineStatus;
import io.digi.server.access.Protocol;
import io.digi.server.settings.BuildInfo;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/// Everything that `/metrics` shows. An endpoint's name is the template of its path and no name of
/// a tenant is a label, so that the number of series stays small.
public final class ServerMetrics {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final String prefix;
    private final BuildInfo build;
    private final Supplier<Load> load;
    private final RequestMetrics requests;

    public ServerMetrics(String prefix, BuildInfo build, Supplier<Load> load) {
        this.prefix = prefix;
        this.build = build;
        this.load = load;
        requests = new RequestMetrics(prefix, registry);
        JvmMetrics.builder().register(registry);
    }

    public RequestMetrics requests() {
        return requests;
    }

    public String contentType() {
        return writer.getContentType();
    }

    /// All metrics as text, as they are now.
    public byte[] text(EngineStatus engine, MetricsView view) {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        registry.scrape().stream().forEach(all::metricSnapshot);
        for (Protocol protocol : Protocol.values()) {
            new AnswerSnapshots(prefix, protocol, view::shown)
                    .add(requests.series(protocol, view.perCollection()))
                    .addTo(all);
        }
        new Gauges(prefix, view).of(build).of(engine).of(load.get()).ofProcess().addTo(all);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            writer.write(text, all.build());
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return text.toByteArray();
    }
}
