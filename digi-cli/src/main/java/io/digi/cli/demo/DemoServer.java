package io.digi.cli.demo;

import io.digi.server.DigiServer;
import io.digi.server.settings.Settings;
import io.digi.server.settings.SettingsSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The server of a demo, on loopback only, with a key for everybody. Its data are in a given
/// directory, which stays, or in a temporary one, which closing removes.
final class DemoServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    /// On a busy machine nothing slower than usual is worth a line between the answers.
    private static final String SLOW_SECONDS = "60";

    private final Path work;
    private final Path storage;
    private final DigiServer server;

    private DemoServer(Path work, Path storage, DigiServer server) {
        this.work = work;
        this.storage = storage;
        this.server = server;
    }

    /// Starts on the port, or on the first free pair of `ports`.
    static DemoServer start(
            ServerStart start,
            Optional<Path> directory,
            OptionalInt port,
            Ports ports,
            DemoKeys keys)
            throws IOException {
        Path work = Files.createTempDirectory("digi-demo-");
        boolean started = false;
        try {
            Path storage = directory.orElse(work.resolve("storage")).toAbsolutePath();
            Ports.Opening<DigiServer> opening =
                    number -> start.start(settings(work, storage, number, keys));
            DigiServer server =
                    port.isPresent() ? opening.open(port.getAsInt()) : ports.openOnFree(opening);
            started = true;
            return new DemoServer(work, storage, server);
        } finally {
            if (!started) {
                remove(work);
            }
        }
    }

    URI url() {
        return URI.create("http://%s:%d".formatted(HOST, server.address().getPort()));
    }

    Path storage() {
        return storage;
    }

    @Override
    public void close() throws IOException {
        server.close();
        remove(work);
    }

    /// Only what is said here counts: no file and no variable of the user's.
    private static Settings settings(Path work, Path storage, int port, DemoKeys keys) {
        Map<String, String> flags = new HashMap<>();
        flags.put("service.host", HOST);
        flags.put("service.http_port", Integer.toString(port));
        flags.put("service.enable_static_content", "false");
        flags.put("service.slow_query_secs", SLOW_SECONDS);
        flags.put("service.api_key", keys.administrator());
        flags.put("storage.storage_path", storage.toString());
        flags.put("storage.snapshots_path", work.resolve("snapshots").toString());
        keys.tenants()
                .forEach((tenant, key) ->
                        flags.put("digi.tenants.%s.api_key".formatted(tenant), key));
        return new SettingsSource(work, Optional.empty(), Map.of(), flags)
                .read(Runtime.getRuntime().availableProcessors());
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
