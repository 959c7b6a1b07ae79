package io.digi.cli.clients;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;

/// A folder that a package manager fills once. It stands in the root's `target`, which no build
/// cleans, and its name depends on what is asked for: later runs need no network.
final class Installation {
    private static final Path ROOT = Path.of("..", "target", "clients");
    private static final Duration TIME_MAX = Duration.ofMinutes(5);

    private final Path folder;

    private Installation(Path folder) {
        this.folder = folder;
    }

    /// Fills the folder. It may find there what an earlier attempt left.
    interface Filling {
        void fill(Installation installation) throws IOException, InterruptedException;
    }

    /// The installation of what the `requirements` list.
    static Installation of(String name, Path requirements, Filling filling)
            throws IOException, InterruptedException {
        CRC32 sum = new CRC32();
        sum.update(Files.readAllBytes(requirements));
        String key = HexFormat.of().toHexDigits(sum.getValue(), 8);
        Path folder = ROOT.toAbsolutePath().normalize().resolve(name + "-" + key);
        Installation installation = new Installation(Files.createDirectories(folder));
        Path whole = folder.resolve("whole");
        if (Files.notExists(whole)) {
            filling.fill(installation);
            Files.createFile(whole);
        }
        return installation;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    void run(String... command) throws IOException, InterruptedException {
        ScriptRun.of(List.of(command), folder, Map.of(), TIME_MAX);
    }

    /// A file that lies beside this class.
    static Path resource(String name) {
        URL url = Objects.requireNonNull(Installation.class.getResource(name), name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
