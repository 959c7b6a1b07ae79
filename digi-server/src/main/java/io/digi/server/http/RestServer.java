package io.digi.server.http;

import io.digi.server.access.Gate;
import io.digi.server.access.GuardedEngine;
import io.digi.server.metrics.ServerMetrics;
import io.digi.server.settings.BuildInfo;
import io.digi.server.settings.ServiceSettings;
import io.digi.server.settings.Settings;
import io.digi.wire.error.ErrorAnswer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The REST API on a port.
public final class RestServer {
    private static final Logger LOG = LoggerFactory.getLogger(RestServer.class);
    private static final int ACCEPTORS = 1;
    private static final int SELECTORS = 1;
    private static final int CONNECTIONS_MAX = 10_000;
    private static final long REQUEST_IDLE_MILLIS = 30_000;
    private static final int HEADERS_SIZE_MAX = 16 << 10;

    private final ServiceSettings settings;
    private final ServerState state = new ServerState();
    private final Lanes lanes;
    private final Server server;
    private final ServerConnector connector;
    private InetSocketAddress address;
    private final CountDownLatch stopAtOnce = new CountDownLatch(1);

    private RestServer(Settings settings, GuardedEngine engine, Gate gate, BuildInfo build) {
        this.settings = settings.service();
        address = new InetSocketAddress(this.settings.host(), this.settings.httpPort());
        lanes = new Lanes(this.settings);
        ServerMetrics metrics =
                new ServerMetrics(this.settings.metricsPrefix(), build, lanes::load);
        server = new Server(threads());
        connector = new ServerConnector(server, ACCEPTORS, SELECTORS, protocol());
        connector.setHost(this.settings.host());
        connector.setPort(this.settings.httpPort());
        connector.setIdleTimeout(this.settings.keepAlive().toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(CONNECTIONS_MAX, connector));
        server.setErrorHandler(RestServer::answerBrokenRequest);
        server.setStopTimeout(Math.max(1, this.settings.drainTimeout().toMillis()));
        CollectionEndpoints collections =
                new CollectionEndpoints(engine.collections(), settings.storage().newCollections());
        server.setHandler(new GracefulHandler(handler(engine, collections, gate, metrics, build)));
    }

    /// Listens and answers. `isLocal` tells whether a peer is on this machine. Throws
    /// [IOException], whose cause is a [java.net.BindException] if the port is taken.
    public static RestServer start(
            Settings settings,
            GuardedEngine engine,
            BuildInfo build,
            Predicate<java.net.InetAddress> isLocal)
            throws IOException {
        Gate gate = new Gate(settings, isLocal);
        gate.warning().ifPresent(warning -> LOG.warn("{}", warning));
        RestServer rest = new RestServer(settings, engine, gate, build);
        rest.listen();
        return rest;
    }

    /// Where it listens; the port is the real one.
    public InetSocketAddress address() {
        return address;
    }

    /// Says that it is not ready, refuses new connections after a while, lets requests under way
    /// end, and stops. Idempotent; bounded by the delay and the timeout of the settings.
    public void stop() {
        if (state.phase() == ServerState.Phase.STOPPING) {
            return;
        }
        state.enter(ServerState.Phase.STOPPING);
        try {
            stopAtOnce.await(settings.stopDelay().toMillis(), TimeUnit.MILLISECONDS);
            server.stop();
        } catch (Exception e) {
            LOG.warn("not all requests ended in time", e);
        }
        lanes.close();
    }

    // Jetty's lifecycle throws anything.
    private void listen() throws IOException {
        try {
            server.start();
        } catch (Exception e) {
            stopQuietly();
            throw e instanceof IOException io ? io : new IOException(e);
        }
        address = new InetSocketAddress(settings.host(), connector.getLocalPort());
        state.enter(ServerState.Phase.RUNNING);
    }

    private void stopQuietly() {
        stopAtOnce.countDown();
        stop();
    }

    private QueuedThreadPool threads() {
        int count = settings.workers() + ACCEPTORS + SELECTORS;
        QueuedThreadPool threads = new QueuedThreadPool(count, Math.min(count, 8));
        threads.setName("digi-http");
        threads.setReservedThreads(0);
        return threads;
    }

    private static HttpConnectionFactory protocol() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setIdleTimeout(REQUEST_IDLE_MILLIS);
        http.setRequestHeaderSize(HEADERS_SIZE_MAX);
        // Paths are decoded here, once, segment by segment: nothing in them is ambiguous.
        http.setUriCompliance(UriCompliance.UNSAFE);
        return new HttpConnectionFactory(http);
    }

    private RestHandler handler(
            GuardedEngine engine,
            CollectionEndpoints collections,
            Gate gate,
            ServerMetrics metrics,
            BuildInfo build) {
        Endpoints endpoints =
                new Endpoints(
                        new PointEndpoints(engine),
                        collections,
                        new ServiceEndpoints(engine, metrics, build, state),
                        new StaticContent(settings.staticContent()));
        RequestLog log = new RequestLog(metrics.requests(), settings.slowRequest());
        return new RestHandler(gate, endpoints, lanes, settings, log);
    }

    /// What Jetty itself refuses: broken syntax, headers too large, requests during the stop.
    private static boolean answerBrokenRequest(
            Request request, Response response, Callback callback) {
        int status = response.getStatus();
        String text = status == 503 ? "the server is stopping" : "Bad request: not valid HTTP";
        Answer answer = Answer.error(new ErrorAnswer(status, text), () -> 0);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        Callback afterAnswer =
                Callback.from(() -> new UnreadBody(request).drop(callback), callback::failed);
        response.write(/* last= */ true, answer.body().bytes(), afterAnswer);
        return true;
    }
}
