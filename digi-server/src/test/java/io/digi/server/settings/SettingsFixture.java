package io.digi.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/// A directory, variables and flags that settings are read from.
abstract class SettingsFixture {
    @TempDir Path directory;

    final Map<String, String> variables = new HashMap<>();
    final Map<String, String> flags = new HashMap<>();

    Settings read() {
        return new SettingsSource(directory, Optional.empty(), variables, flags).read(2);
    }

    void assertRefused(String... parts) {
        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(
                        DigiException.class,
                        e -> {
                            assertThat(e.problem()).isInstanceOf(Problem.Invalid.class);
                            assertThat(e.problem().message()).contains(parts);
                        });
    }

    void config(String text) {
        try {
            Files.createDirectories(directory.resolve("config"));
            Files.writeString(directory.resolve("config/qdrant.yaml"), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
