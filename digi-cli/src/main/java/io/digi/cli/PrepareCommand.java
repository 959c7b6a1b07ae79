package io.digi.cli;

import io.digi.bench.machine.Folders;
import io.digi.cli.client.Destination;
import io.digi.cli.client.Pause;
import io.digi.cli.client.RestClient;
import io.digi.server.DigiServer;
import io.digi.server.settings.Settings;
import io.digi.server.settings.SettingsSource;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import tools.jackson.databind.json.JsonMapper;

/// `digi prepare`: what the launcher runs once after a build, so that later starts are quick. It
/// serves a few requests; the JVM that it runs in archives the classes that this loaded.
@Command(
        name = "prepare",
        hidden = true,
        description = "Makes later starts quicker. The launcher runs it after a build.")
final class PrepareCommand implements Callable<Integer> {
    private static final int ROUND_COUNT = 3;
    private static final int POINT_COUNT = 100;

    private final BuildInfo build;

    PrepareCommand(BuildInfo build) {
        this.build = build;
    }

    @Override
    public Integer call() throws IOException {
        Logs.quiet();
        Path work = Files.createTempDirectory("digi-prepare-");
        try {
            Settings settings =
                    new SettingsSource(work, Optional.empty(), Map.of(), flags(work))
                            .read(Runtime.getRuntime().availableProcessors());
            try (DigiServer server = Serving.start(settings, build);
                    RestClient client = new RestClient(Pause.REAL)) {
                rehearse(client, URI.create("http://127.0.0.1:" + server.address().getPort()));
            }
        } finally {
            Folders.delete(work);
        }
        return ExitCode.CLEAN.code();
    }

    private static Map<String, String> flags(Path work) {
        return Map.of(
                "service.host", "127.0.0.1",
                "service.http_port", "0",
                "service.enable_static_content", "false",
                "storage.storage_path", work.resolve("storage").toString(),
                "storage.snapshots_path", work.resolve("snapshots").toString());
    }

    private static void rehearse(RestClient client, URI url) {
        Destination server = new Destination(url, Optional.empty());
        client.get(server, "/readyz");
        for (int round = 0; round < ROUND_COUNT; round++) {
            String path = "/collections/c" + round;
            put(client, server, path, "{\"vectors\": {\"size\": 4, \"distance\": \"Dot\"}}");
            put(client, server, path + "/points?wait=true", points());
            post(client, server, path + "/points/query", "{\"query\": [1, 2, 3, 4]}");
            post(client, server, path + "/points/scroll", "{\"with_payload\": true}");
            post(client, server, path + "/points/delete?wait=true", "{\"points\": [1]}");
            client.get(server, path);
            client.get(server, "/collections");
        }
    }

    private static String points() {
        return IntStream.range(0, POINT_COUNT)
                .mapToObj(id ->
                        "{\"id\": %d, \"vector\": [1, 2, 3, %d], \"payload\": {\"color\": \"red\"}}"
                                .formatted(id, id))
                .collect(Collectors.joining(",", "{\"points\": [", "]}"));
    }

    private static void put(RestClient client, Destination server, String path, String json) {
        client.put(server, path, json.getBytes(StandardCharsets.UTF_8));
    }

    private static void post(RestClient client, Destination server, String path, String json) {
        client.post(server, path, JsonMapper.shared().readTree(json));
    }
}
