package io.digi.server;

import io.digi.model.engine.VectorEngine;
import io.digi.server.access.GuardedEngine;
import io.digi.server.http.RestServer;
import io.digi.server.settings.BuildInfo;
import io.digi.server.settings.Settings;
import io.digi.server.work.ServerContext;
import io.digi.server.work.ServerState.Phase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server. It owns its engine: stopping closes it.
public final class DigiServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DigiServer.class);

    private final VectorEngine engine;
    private final ServerContext context;
    private final RestServer rest;

    private DigiServer(VectorEngine engine, ServerContext context, RestServer rest) {
        this.engine = engine;
        this.context = context;
        this.rest = rest;
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
        RestServer rest = listen(context);
        context.state().enter(Phase.RUNNING);
        LOG.info("listening address={} version={}", rest.address(), build.version());
        return new DigiServer(engine, context, rest);
    }

    private static RestServer listen(ServerContext context) throws IOException {
        boolean listening = false;
        try {
            RestServer rest = RestServer.start(context);
            listening = true;
            return rest;
        } finally {
            if (!listening) {
                context.lanes().close();
            }
        }
    }

    /// Where REST is served; the port is the real one.
    public InetSocketAddress address() {
        return rest.address();
    }

    /// Says that it is not ready, lets requests under way end, stops, closes the engine. It takes
    /// as long as the settings allow at most, and is idempotent: who comes second waits.
    public synchronized void stop() {
        if (context.state().phase() == Phase.STOPPING) {
            return;
        }
        context.state().enter(Phase.STOPPING);
        pause();
        rest.stop();
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
