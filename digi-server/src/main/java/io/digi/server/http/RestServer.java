package io.digi.server.http;

import io.digi.server.access.GuardedEngine;
import io.digi.server.settings.ServiceSettings;
import io.digi.server.work.ServerContext;
import io.digi.wire.error.ErrorAnswer;
import java.io.IOException;
import java.net.InetSocketAddress;
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

    private final ServerContext context;
    private final ServiceSettings settings;
    private final Server server;
    private final ServerConnector connector;
    private InetSocketAddress address;

    private RestServer(ServerContext context) {
        this.context = context;
        settings = context.service();
        address = new InetSocketAddress(settings.host(), settings.httpPort());
        server = new Server(threads());
        connector = new ServerConnector(server, ACCEPTORS, SELECTORS, protocol());
        connector.setHost(settings.host());
        connector.setPort(settings.httpPort());
        connector.setIdleTimeout(settings.keepAlive().toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(CONNECTIONS_MAX, connector));
        server.setErrorHandler(RestServer::answerBrokenRequest);
        server.setStopTimeout(Math.max(1, settings.drainTimeout().toMillis()));
        server.setHandler(new GracefulHandler(handler()));
    }

    /// Listens and answers. Throws [IOException], whose cause is a [java.net.BindException] if the
    /// port is taken.
    public static RestServer start(ServerContext context) throws IOException {
        RestServer rest = new RestServer(context);
        rest.listen();
        return rest;
    }

    /// Where it listens; the port is the real one.
    public InetSocketAddress address() {
        return address;
    }

    /// Refuses new connections, lets requests under way end, and stops. Idempotent; bounded by the
    /// timeout of the settings.
    public void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("not all requests ended in time", e);
        }
    }

    // Jetty's lifecycle throws anything.
    private void listen() throws IOException {
        try {
            server.start();
        } catch (Exception e) {
            stop();
            throw e instanceof IOException io ? io : new IOException(e);
        }
        address = new InetSocketAddress(settings.host(), connector.getLocalPort());
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

    private RestHandler handler() {
        GuardedEngine engine = context.engine();
        Endpoints endpoints =
                new Endpoints(
                        new PointEndpoints(engine),
                        new CollectionEndpoints(
                                engine.collections(),
                                context.settings().storage().newCollections()),
                        new ServiceEndpoints(
                                engine, context.metrics(), context.build(), context.state()),
                        new SnapshotEndpoints(
                                engine,
                                new SnapshotLocations(context.settings().storage().snapshotUrls()),
                                context.lanes()),
                        new StaticContent(settings.staticContent()));
        return new RestHandler(context.gate(), endpoints, context.lanes(), settings, context.log());
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
