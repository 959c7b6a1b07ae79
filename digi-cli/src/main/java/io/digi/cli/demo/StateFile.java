package io.digi.cli.demo;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Where a demo that stays leaves its address and keys for `ask` and `import`. Only its owner may
/// read it (mode 0600); it is gone when the demo has stopped.
public record StateFile(Path path) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// `digi/demo.json` under `XDG_STATE_HOME`, or under `~/.local/state`.
    public static StateFile of(Map<String, String> environment) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        Path base = state.isEmpty() ? Path.of(home, ".local", "state") : Path.of(state);
        return new StateFile(base.resolve("digi").resolve("demo.json"));
    }

    /// Empty if no demo left one.
    public Optional<DemoState> read() throws IOException {
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(path));
            Map<String, String> tenants = new LinkedHashMap<>();
            root.path("tenants")
                    .properties()
                    .forEach(t -> tenants.put(t.getKey(), t.getValue().asString()));
            return Optional.of(
                    new DemoState(
                            URI.create(root.path("url").asString()),
                            new CollectionName(root.path("collection").asString()),
                            root.path("pid").asLong(),
                            new DemoKeys(root.path("api_key").asString(), tenants)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException | IllegalArgumentException | DigiException e) {
            throw new DigiException(
                    new Problem.BadRequest(
                            "%s is not as `digi demo` writes it; delete it".formatted(path)),
                    e);
        }
    }

    void write(DemoState state) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("url", state.url().toString());
        root.put("collection", state.collection().value());
        root.put("pid", state.pid());
        root.put("api_key", state.keys().administrator());
        state.keys().tenants().forEach(root.putObject("tenants")::put);
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(path + " is no file");
        }
        Files.createDirectories(folder, mode("rwx------"));
        Path written = Files.createTempFile(folder, "demo-", ".tmp", mode("rw-------"));
        try {
            Files.write(written, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
            Files.move(written, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /// Removes the file, if it is still this process's own.
    void remove(long pid) throws IOException {
        Optional<DemoState> state = read();
        if (state.isPresent() && state.get().pid() == pid) {
            Files.deleteIfExists(path);
        }
    }

    private static FileAttribute<?> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
