package io.digi.server;

import io.digi.model.engine.Deadline;
import io.digi.model.engine.VectorEngine;
import io.digi.server.access.GuardedEngine;
import io.digi.server.grpc.GrpcServer;
import io.digi.server.http.RestServer;
import io.digi.server.settings.BuildInfo;
import io.digi.server.settings.Settings;
import io.digi.server.work.ServerContext;
import io.digi.server.work.ServerState.Phase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server. It owns its engine: stopping closes it.
public final class DigiServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DigiServer.class);

    private final VectorEngine engine;
    private final ServerContext context;
    private final RestServer rest;
    private final Optional<GrpcServer> grpc;

    private DigiServer(
            VectorEngine engine,
            ServerContext context,
            RestServer rest,
            Optional<GrpcServer> grpc) {
        this.engine = engine;
        this.context = context;
        this.rest = rest;
        this.grpc = grpc;
    }

    /// Serves an engine as the settings say. Throws [IOException], whose cause is a
    /// [java.net.BindException] if a port is taken; [io.digi.model.error.DigiException] if a
    /// collection cannot be what the settings say. The engine stays open if it throws.
    public static DigiServer start(Settings settings, VectorEngine engine, BuildInfo build)
            throws IOException {
        return start(settings, engine, build, InetAddress::isLoopbackAddress);
    }

    static DigiServer start(
            Settings settings, VectorEngine engine, BuildInfo build, Predicate<InetAddress> isLocal)
            throws IOException {
        settings.notices().forEach(notice -> LOG.info("{}", notice));
        GuardedEngine guarded = new GuardedEngine(engine, settings);
        guarded.collections().declareTenantFields();
        ServerContext context = ServerContext.of(settings, guarded, build, isLocal);
        context.gate().warning().ifPresent(warning -> LOG.warn("{}", warning));
        DigiServer server = listen(engine, context);
        context.state().enter(Phase.RUNNING);
        server.grpc.ifPresent(GrpcServer::becomeReady);
        LOG.info(
                "listening address={} grpc={} version={}",
                server.address(),
                server.grpcAddress().map(InetSocketAddress::toString).orElse("off"),
                build.version());
        return server;
    }

    /// Either both protocols are served, or nothing stays open.
    private static DigiServer listen(VectorEngine engine, ServerContext context)
            throws IOException {
        Optional<RestServer> rest = Optional.empty();
        boolean listening = false;
        try {
            rest = Optional.of(RestServer.start(context));
            OptionalInt port = context.service().grpcPort();
            Optional<GrpcServer> grpc =
                    port.isPresent()
                            ? Optional.of(GrpcServer.start(context, port.getAsInt()))
                            : Optional.empty();
            listening = true;
            return new DigiServer(engine, context, rest.get(), grpc);
        } finally {
            if (!listening) {
                rest.ifPresent(RestServer::stop);
                context.lanes().close();
            }
        }
    }

    /// Where REST is served; the port is the real one.
    public InetSocketAddress address() {
        return rest.address();
    }

    /// Where gRPC is served, if it is; the port is the real one.
    public Optional<InetSocketAddress> grpcAddress() {
        return grpc.map(GrpcServer::address);
    }

    /// Says that it is not ready, lets requests under way end, stops, closes the engine. It takes
    /// as long as the settings allow at most, and is idempotent: who comes second waits.
    public synchronized void stop() {
        if (context.state().phase() == Phase.STOPPING) {
            return;
        }
        context.state().enter(Phase.STOPPING);
        grpc.ifPresent(GrpcServer::becomeUnready);
        pause();
        // Both let go on what is under way, at once and within the same time.
        Deadline drained = Deadline.after(context.service().drainTimeout());
        grpc.ifPresent(GrpcServer::refuseCalls);
        rest.stop();
        grpc.ifPresent(server -> server.stop(drained.remaining(Duration.ofDays(1))));
        context.lanes().close();
        engine.close();
        LOG.info("stopped");
    }

    /// Whoever distributes requests gets time to see that this server takes no more.
    private void pause() {
        try {
            Thread.sleep(context.service().stopDelay());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
