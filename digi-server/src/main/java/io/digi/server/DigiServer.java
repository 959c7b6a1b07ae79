package io.digi.server;

import io.digi.model.engine.VectorEngine;
import io.digi.server.access.GuardedEngine;
import io.digi.server.http.RestServer;
import io.digi.server.settings.BuildInfo;
import io.digi.server.settings.Settings;
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
    private final RestServer rest;

    private DigiServer(VectorEngine engine, RestServer rest) {
        this.engine = engine;
        this.rest = rest;
    }

    /// Serves an engine as the settings say. Throws [IOException], whose cause is a
    /// [java.net.BindException] if the port is taken; [io.digi.model.error.DigiException] if a
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
        RestServer rest = RestServer.start(settings, guarded, build, isLocal);
        LOG.info("listening address={} version={}", rest.address(), build.version());
        return new DigiServer(engine, rest);
    }

    /// Where REST is served; the port is the real one.
    public InetSocketAddress address() {
        return rest.address();
    }

    /// Says that it is not ready, lets requests under way end, stops, closes the engine. It takes
    /// as long as the settings allow at most, and is idempotent: who comes second waits.
    public synchronized void stop() {
        rest.stop();
        engine.close();
        LOG.info("stopped");
    }

    @Override
    public void close() {
        stop();
    }
}
