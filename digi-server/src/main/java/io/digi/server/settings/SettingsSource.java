package io.digi.server.settings;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.error.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where settings come from; later ones win: what is built in, one file, variables, flags.
///
/// @param directory what relative paths are relative to
/// @param file a file that must be there; absent: `config/qdrant.yaml`, if it is there
/// @param environment all variables of the process; only `QDRANT__…` ones are looked at
/// @param flags values by key, such as `service.http_port`
public record SettingsSource(
        Path directory,
        Optional<Path> file,
        Map<String, String> environment,
        Map<String, String> flags) {
    private static final Path DEFAULT_FILE = Path.of("config", "qdrant.yaml");
    private static final long FILE_SIZE_MAX = 1L << 20;

    public SettingsSource {
        environment = Map.copyOf(environment);
        flags = Map.copyOf(flags);
    }

    /// Throws [Problem.Invalid] with everything that is wrong, each with its file and line,
    /// variable or flag; [Problem.BadRequest] for what this version refuses to do.
    public Settings read(int processors) {
        List<GivenValue> given = new ArrayList<>();
        given.addAll(fileValues());
        given.addAll(Variables.read(environment));
        flags.forEach((key, value) ->
                given.add(
                        GivenValue.scalar(
                                List.of(key.split("\\.", -1)), value, "flag for " + key)));
        return new SettingsBuilder(SettingValues.of(given), directory, processors).build();
    }

    private List<GivenValue> fileValues() {
        Path path = directory.resolve(file.orElse(DEFAULT_FILE));
        String name = file.orElse(DEFAULT_FILE).toString();
        if (file.isEmpty() && Files.notExists(path)) {
            return List.of();
        }
        try {
            if (!Files.isRegularFile(path)) {
                throw invalid(name, "there is no such file");
            }
            if (Files.size(path) > FILE_SIZE_MAX) {
                throw invalid(name, "is larger than a configuration can be (1 MB)");
            }
            return YamlFile.read(name, Files.readString(path));
        } catch (CharacterCodingException e) {
            throw invalid(name, "is not UTF-8");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DigiException invalid(String where, String message) {
        return new DigiException(new Problem.Invalid(List.of(new Violation(where, message))));
    }
}
