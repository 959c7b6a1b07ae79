package io.digi.server;

import io.digi.model.engine.VectorEngine;
import io.digi.server.settings.BuildInfo;
import io.digi.server.settings.SettingsSource;
import io.digi.testkit.reference.ReferenceEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// A server on a free port of loopback, and a client to it. Most tests share one, with all kinds of
/// keys; each uses collections of its own.
final class ServerUnderTest implements AutoCloseable {
    static final String ADMIN = "key-of-the-administrator";
    static final String READER = "key-of-the-reader";
    static final String TENANT_A = "key-of-tenant-a";
    static final String TENANT_B = "key-of-tenant-b";
    static final int REQUEST_SIZE_MAX = 1 << 20;
    static final BuildInfo BUILD = new BuildInfo("0.1.0-test", "c0ffee".repeat(7).substring(2));

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();

    private final DigiServer server;

    private ServerUnderTest(DigiServer server) {
        this.server = server;
    }

    private static final class Shared {
        static final ServerUnderTest SERVER = start(new ReferenceEngine(), keys());
    }

    static ServerUnderTest shared() {
        return Shared.SERVER;
    }

    private static Map<String, String> keys() {
        return Map.ofEntries(
                Map.entry("service.api_key", ADMIN),
                Map.entry("service.read_only_api_key", READER),
                Map.entry("service.max_request_size_mb", "1"),
                Map.entry("service.static_content_dir", page()),
                Map.entry("digi.tenants.a.api_key", TENANT_A),
                Map.entry("digi.tenants.b.api_key", TENANT_B),
                Map.entry("digi.tenants.a.collections", "plain_of_a, alias_of_a"),
                Map.entry("digi.collections.declared_by_settings.tenant_field", "owner"));
    }

    static ServerUnderTest start(VectorEngine engine, Map<String, String> flags) {
        return start(engine, flags, InetAddress::isLoopbackAddress);
    }

    static ServerUnderTest start(
            VectorEngine engine, Map<String, String> flags, Predicate<InetAddress> isLocal) {
        Map<String, String> all = new HashMap<>(flags);
        all.putIfAbsent("service.host", "127.0.0.1");
        all.putIfAbsent("service.http_port", "0");
        SettingsSource source =
                new SettingsSource(Path.of("nowhere"), Optional.empty(), Map.of(), all);
        try {
            return new ServerUnderTest(DigiServer.start(source.read(2), engine, BUILD, isLocal));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A directory with a page in it.
    private static String page() {
        try {
            Path directory = Files.createTempDirectory("page");
            Files.writeString(directory.resolve("index.html"), "<title>page</title>");
            directory.toFile().deleteOnExit();
            return directory.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DigiServer server() {
        return server;
    }

    int port() {
        return server.address().getPort();
    }

    int grpcPort() {
        return server.grpcAddress().orElseThrow().getPort();
    }

    static String freshName() {
        return "c" + NAMES.incrementAndGet();
    }

    /// A plain collection of 2-dimensional vectors with the points 1, 2 and 3.
    String createPlain(String name) {
        administrator().put("/collections/" + name, "{'vectors':{'size':2,'distance':'Dot'}}").ok();
        administrator()
                .put(
                        "/collections/%s/points?wait=true".formatted(name),
                        """
                        {'points':[
                         {'id':1,'vector':[1,0],'payload':{'k':'x'}},
                         {'id':2,'vector':[0,1],'payload':{'k':'y'}},
                         {'id':3,'vector':[1,1]}]}\
                        """)
                .ok();
        return name;
    }

    String createPlain() {
        return createPlain(freshName());
    }

    /// A collection that keeps tenants apart by `owner`, with point 1 of each of `a` and `b`.
    String createTenanted() {
        String name = freshName();
        administrator()
                .put(
                        "/collections/" + name,
                        """
                        {'vectors':{'size':2,'distance':'Dot'},
                         'metadata':{'digi':{'tenant_field':'owner'}}}\
                        """)
                .ok();
        administrator()
                .put(
                        "/collections/%s/points".formatted(name),
                        """
                        {'points':[
                         {'id':1,'vector':[1,0],'payload':{'owner':'a','k':'x'}},
                         {'id':1,'vector':[0,1],'payload':{'owner':'b','k':'x'}},
                         {'id':2,'vector':[0,2],'payload':{'owner':'b','k':'y'}}]}\
                        """)
                .ok();
        return name;
    }

    Client administrator() {
        return nobody().with("api-key", ADMIN);
    }

    Client reader() {
        return nobody().with("api-key", READER);
    }

    Client tenantA() {
        return nobody().with("api-key", TENANT_A);
    }

    Client tenantB() {
        return nobody().with("api-key", TENANT_B);
    }

    Client nobody() {
        return new Client(port(), Map.of());
    }

    @Override
    public void close() {
        server.close();
    }

    /// A client that sends the same headers each time. In bodies `'` stands for `"`.
    record Client(int port, Map<String, String> headers) {
        Client with(String name, String value) {
            Map<String, String> all = new HashMap<>(headers);
            all.put(name, value);
            return new Client(port, Map.copyOf(all));
        }

        Reply get(String path) {
            return send("GET", path, BodyPublishers.noBody());
        }

        Reply delete(String path) {
            return send("DELETE", path, BodyPublishers.noBody());
        }

        Reply put(String path, String body) {
            return send("PUT", path, body(body));
        }

        Reply post(String path, String body) {
            return send("POST", path, body(body));
        }

        Reply patch(String path, String body) {
            return send("PATCH", path, body(body));
        }

        Reply send(String method, String path, BodyPublisher body) {
            try {
                return new Reply(
                        CLIENT.send(request(method, path, body), BodyHandlers.ofByteArray()));
            } catch (IOException e) {
                throw new UncheckedIOException(method + " " + path, e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        java.util.concurrent.CompletableFuture<HttpResponse<byte[]>> sendLater(
                String method, String path, String body) {
            return CLIENT.sendAsync(request(method, path, body(body)), BodyHandlers.ofByteArray());
        }

        private HttpRequest request(String method, String path, BodyPublisher body) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(Duration.ofSeconds(30))
                            .method(method, body);
            headers.forEach(request::header);
            return request.build();
        }

        private static BodyPublisher body(String text) {
            return BodyPublishers.ofString(text.replace('\'', '"'));
        }
    }
}
