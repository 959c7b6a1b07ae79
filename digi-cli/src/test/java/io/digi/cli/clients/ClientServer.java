package io.digi.cli.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.Digi;
import io.digi.engine.embedded.EngineSettings;
import io.digi.model.engine.VectorEngine;
import io.digi.server.DigiServer;
import io.digi.server.settings.BuildInfo;
import io.digi.server.settings.SettingsSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A server on the embedded engine, on a free port of loopback.
final class ClientServer implements AutoCloseable {
    /// The tenant of the document's example.
    static final String TENANT = "digi_core";

    static final String ADMINISTRATOR_KEY = "key-of-the-administrator";
    static final String TENANT_KEY = "key-of-" + TENANT;

    private static final long MEMORY_SIZE = 128L << 20;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final DigiServer server;
    private final boolean withKeys;

    private ClientServer(DigiServer server, boolean withKeys) {
        this.server = server;
        this.withKeys = withKeys;
    }

    static ClientServer withoutKey(Path directory) throws Exception {
        return new ClientServer(serve(directory, Map.of()), /* withKeys= */ false);
    }

    static ClientServer withKeys(Path directory) throws Exception {
        Map<String, String> keys =
                Map.of(
                        "service.api_key",
                        ADMINISTRATOR_KEY,
                        "digi.tenants." + TENANT + ".api_key",
                        TENANT_KEY);
        return new ClientServer(serve(directory, keys), /* withKeys= */ true);
    }

    private static DigiServer serve(Path directory, Map<String, String> keys) throws Exception {
        Map<String, String> flags = new HashMap<>(keys);
        flags.put("service.host", "127.0.0.1");
        flags.put("service.http_port", "0");
        SettingsSource source = new SettingsSource(directory, Optional.empty(), Map.of(), flags);
        VectorEngine engine = Digi.open(directory, EngineSettings.withMemory(MEMORY_SIZE));
        BuildInfo build = new BuildInfo("0.1.0-test", "0".repeat(40));
        return DigiServer.start(source.read(/* processors= */ 2), engine, build);
    }

    int grpcPort() {
        return server.grpcAddress().orElseThrow().getPort();
    }

    /// The same for a script that shall speak gRPC.
    Map<String, String> grpcEnvironment(String key) {
        Map<String, String> environment = new HashMap<>(environment(key));
        environment.put("DIGI_GRPC_PORT", Integer.toString(grpcPort()));
        return environment;
    }

    /// What a script needs to know. An empty key is none.
    Map<String, String> environment(String key) {
        return Map.of(
                "DIGI_HOST",
                "127.0.0.1",
                "DIGI_PORT",
                Integer.toString(server.address().getPort()),
                "DIGI_API_KEY",
                key,
                "NO_PROXY",
                "127.0.0.1");
    }

    /// Makes the collection that the document's example expects, new and empty.
    void createKnowledge(boolean enforced) throws Exception {
        send("DELETE", "");
        String metadata = enforced ? ",'metadata':{'digi':{'tenant_field':'tenant_id'}}" : "";
        send("PUT", "{'vectors':{'size':4,'distance':'Cosine'}%s}".formatted(metadata));
    }

    private void send(String method, String body) throws Exception {
        URI collection =
                URI.create(
                        "http://127.0.0.1:%d/collections/digi_knowledge"
                                .formatted(server.address().getPort()));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(collection)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body.replace('\'', '"')));
        if (withKeys) {
            request.header("api-key", ADMINISTRATOR_KEY);
        }
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Override
    public void close() {
        server.close();
    }
}
