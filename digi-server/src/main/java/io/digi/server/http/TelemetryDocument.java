package io.digi.server.http;

import io.digi.model.engine.EngineStatus;
import io.digi.model.id.CollectionName;
import io.digi.server.access.Protocol;
import io.digi.server.metrics.MetricsView;
import io.digi.server.metrics.ServerMetrics;
import io.digi.server.settings.BuildInfo;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import tools.jackson.core.JsonGenerator;

/// What `/telemetry` tells those who ask. It is never sent anywhere.
record TelemetryDocument(
        EngineStatus engine, ServerMetrics metrics, BuildInfo build, MetricsView view) {
    Answer answer(int detailsLevel, LongSupplier elapsedNanos) {
        return JsonDocument.enveloped(
                elapsedNanos, out -> JsonDocument.object(out, o -> write(o, detailsLevel)));
    }

    private void write(JsonGenerator out, int detailsLevel) {
        out.writeStringProperty("id", ManagementFactory.getRuntimeMXBean().getName());
        JsonDocument.object(out, "app", this::writeApp);
        JsonDocument.object(out, "collections", o -> writeCollections(o, detailsLevel));
        JsonDocument.object(out, "cluster", o -> o.writeBooleanProperty("enabled", false));
        JsonDocument.object(out, "requests", this::writeRequests);
        JsonDocument.object(out, "health", this::writeHealth);
        if (detailsLevel > 0) {
            JsonDocument.object(out, "memory", o -> writeSizes(o, engine.memoryBytes()));
            JsonDocument.object(out, "disk", o -> writeSizes(o, engine.diskBytes()));
        }
    }

    private void writeApp(JsonGenerator out) {
        out.writeStringProperty("name", "qdrant");
        out.writeStringProperty("version", BuildInfo.API_VERSION);
        out.writeStringProperty("commit", build.commit());
        out.writeStringProperty("digi_version", build.version());
        out.writeStringProperty("startup", started().toString());
        JsonDocument.object(
                out,
                "system",
                o -> {
                    o.writeStringProperty("java", Runtime.version().toString());
                    o.writeNumberProperty("cores", Runtime.getRuntime().availableProcessors());
                });
    }

    private static Instant started() {
        return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    }

    private void writeHealth(JsonGenerator out) {
        out.writeStringProperty("status", engine.health().name().toLowerCase(Locale.ROOT));
        JsonDocument.array(out, "troubles", engine.troubles());
    }

    private void writeCollections(JsonGenerator out, int detailsLevel) {
        Map<CollectionName, Long> counts = new TreeMap<>(engine.pointCounts());
        out.writeNumberProperty("number_of_collections", counts.size());
        Map<CollectionName, Long> slow = engine.slowQueryCounts();
        out.writeNumberProperty(
                "slow_queries", slow.values().stream().mapToLong(Long::longValue).sum());
        if (detailsLevel > 0) {
            out.writeName("collections");
            out.writeStartArray();
            counts.forEach((name, count) ->
                    JsonDocument.object(
                            out,
                            o -> {
                                o.writeStringProperty("id", view.shown(name.value()));
                                o.writeNumberProperty("points", count);
                                o.writeNumberProperty("slow_queries", slow.getOrDefault(name, 0L));
                            }));
            out.writeEndArray();
        }
    }

    private void writeRequests(JsonGenerator out) {
        for (Protocol protocol : Protocol.values()) {
            JsonDocument.object(
                    out,
                    protocol.name().toLowerCase(Locale.ROOT),
                    one -> JsonDocument.object(one, "responses", o -> writeRoutes(o, protocol)));
        }
    }

    private void writeRoutes(JsonGenerator out, Protocol protocol) {
        metrics.requests()
                .countsByRoute(protocol)
                .forEach((route, counts) -> writeRoute(out, route, counts));
    }

    private static void writeRoute(JsonGenerator out, String route, Map<String, Long> counts) {
        JsonDocument.object(
                out,
                route,
                statuses ->
                        counts.forEach((status, count) ->
                                JsonDocument.object(
                                        statuses,
                                        status,
                                        o -> o.writeNumberProperty("count", count))));
    }

    private static void writeSizes(JsonGenerator out, Map<String, Long> sizes) {
        new TreeMap<>(sizes).forEach(out::writeNumberProperty);
    }
}
