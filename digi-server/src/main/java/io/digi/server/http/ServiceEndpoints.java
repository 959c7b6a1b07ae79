package io.digi.server.http;

import io.digi.model.engine.EngineStatus;
import io.digi.model.job.Job;
import io.digi.server.access.GuardedEngine;
import io.digi.server.access.Principal;
import io.digi.server.metrics.ServerMetrics;
import io.digi.server.settings.BuildInfo;
import io.digi.server.work.ServerState;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/// What the server says about itself.
final class ServiceEndpoints {
    private final GuardedEngine engine;
    private final ServerMetrics metrics;
    private final BuildInfo build;
    private final ServerState state;

    ServiceEndpoints(
            GuardedEngine engine, ServerMetrics metrics, BuildInfo build, ServerState state) {
        this.engine = engine;
        this.metrics = metrics;
        this.build = build;
        this.state = state;
    }

    Answer about() {
        return Answer.json(
                200,
                buffer ->
                        JsonDocument.write(
                                buffer,
                                out -> {
                                    out.writeStringProperty(
                                            "title", "qdrant - vector search engine");
                                    out.writeStringProperty("version", BuildInfo.API_VERSION);
                                    out.writeStringProperty("commit", build.commit());
                                }));
    }

    Answer alive() {
        return Answer.text(200, "healthz check passed");
    }

    /// The text is Qdrant's. A server that serves reads only is ready, and says so.
    Answer ready() {
        if (state.phase() != ServerState.Phase.RUNNING) {
            return Answer.text(503, "some shards are not ready");
        }
        return Answer.text(
                200,
                engine.troubles().isEmpty()
                        ? "all shards are ready"
                        : "all shards are ready\ndegraded, see /health");
    }

    Answer health(RestRequest request) {
        return switch (state.phase()) {
            case STARTING -> health(503, "starting", List.of());
            case STOPPING -> health(503, "stopping", List.of());
            case RUNNING -> {
                List<String> troubles = engine.troubles();
                yield health(
                        200,
                        troubles.isEmpty() ? "ok" : "degraded",
                        seesInside(request) ? troubles : List.of());
            }
        };
    }

    /// Troubles name files and collections, which are not everybody's business.
    private static boolean seesInside(RestRequest request) {
        return switch (request.caller().principal()) {
            case Principal.Global.ADMINISTRATOR, Principal.Global.READER -> true;
            case Principal.Global.ANYBODY -> false;
            case Principal.Tenant _ -> false;
        };
    }

    private Answer health(int status, String word, List<String> troubles) {
        return Answer.json(
                status,
                buffer ->
                        JsonDocument.write(
                                buffer,
                                out -> {
                                    out.writeStringProperty("status", word);
                                    out.writeStringProperty("version", build.version());
                                    if (!troubles.isEmpty()) {
                                        JsonDocument.array(out, "troubles", troubles);
                                    }
                                }));
    }

    Answer metrics(RestRequest request) {
        return Answer.file(
                metrics.contentType(), metrics.text(engine.status(), request.query().metrics()));
    }

    Answer cluster(RestRequest request) {
        return JsonDocument.enveloped(
                request.elapsedNanos(),
                out -> JsonDocument.object(out, o -> o.writeStringProperty("status", "disabled")));
    }

    Answer issues(RestRequest request) {
        return JsonDocument.enveloped(
                request.elapsedNanos(),
                out ->
                        JsonDocument.object(
                                out,
                                o -> {
                                    o.writeName("issues");
                                    o.writeStartArray();
                                    o.writeEndArray();
                                }));
    }

    Answer clearIssues(RestRequest request) {
        return JsonDocument.enveloped(request.elapsedNanos(), out -> out.writeBoolean(true));
    }

    Answer jobs(RestRequest request) {
        EngineStatus status = engine.status();
        return JsonDocument.enveloped(
                request.elapsedNanos(),
                out ->
                        JsonDocument.object(
                                out,
                                o -> {
                                    o.writeName("jobs");
                                    o.writeStartArray();
                                    status.jobs().forEach(job -> writeJob(o, job));
                                    o.writeEndArray();
                                }));
    }

    private static void writeJob(JsonGenerator out, Job job) {
        JsonDocument.object(
                out,
                o -> {
                    o.writeNumberProperty("id", job.id());
                    o.writeStringProperty("kind", lower(job.kind()));
                    o.writeName("collection");
                    job.collection()
                            .ifPresentOrElse(
                                    name -> o.writeString(name.value()), () -> o.writeNull());
                    o.writeStringProperty("reason", job.reason());
                    o.writeStringProperty("state", lower(job.state()));
                    o.writeNumberProperty("percent", job.percent());
                    o.writeName("seconds_left");
                    job.secondsLeft()
                            .ifPresentOrElse(
                                    seconds -> o.writeNumber(seconds), () -> o.writeNull());
                });
    }

    Answer telemetry(RestRequest request) {
        return new TelemetryDocument(engine.status(), metrics, build, request.query().metrics())
                .answer(request.query().detailsLevel(), request.elapsedNanos());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
