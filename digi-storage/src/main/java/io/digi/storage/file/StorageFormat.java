package io.digi.storage.file;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// The version of a directory's format, in its file `FORMAT`: ASCII text, replaced in one step.
///
/// | line | what |
/// |---|---|
/// | 1 | `digi-storage` |
/// | 2 | the version, decimal, from 1 |
///
/// First [#requireReadable], which touches nothing, then the directory's lock, then [#claim].
public final class StorageFormat {
    private static final Path FILE = Path.of("FORMAT");
    private static final String MAGIC = "digi-storage";
    private static final int SIZE_MAX = 64;

    /// What may lie in a directory before it is ours.
    private static final Set<String> HARMLESS = Set.of("LOCK", "lost+found");

    private StorageFormat() {}

    /// The version that a directory has; empty if it has no `FORMAT`.
    public static OptionalInt version(FileStore files) {
        if (!files.exists(FILE)) {
            return OptionalInt.empty();
        }
        String text = new String(files.read(FILE, SIZE_MAX), StandardCharsets.US_ASCII);
        List<String> lines = text.lines().toList();
        if (lines.size() != 2
                || !lines.get(0).equals(MAGIC)
                || !lines.get(1).matches("[1-9]\\d{0,8}")) {
            throw new DigiException(
                    new Problem.Corrupt(
                            files.root().resolve(FILE).toString(),
                            0,
                            "expected the lines \"%s\" and a version".formatted(MAGIC)));
        }
        return OptionalInt.of(Integer.parseInt(lines.get(1)));
    }

    /// Throws [Problem.NewerFormat] if the directory was written by a later version than
    /// `supported`, and [Problem.BadRequest] if it holds files but no `FORMAT`: then it is not
    /// Digi's, and must not become so by accident.
    public static void requireReadable(FileStore files, int supported) {
        OptionalInt version = version(files);
        if (version.isPresent()) {
            requireSupported(files, version.getAsInt(), supported);
            return;
        }
        files.list(Path.of("")).stream()
                .filter(path -> !HARMLESS.contains(path.toString()))
                .findFirst()
                .ifPresent(path -> {
                    throw new DigiException(new Problem.BadRequest(foreign(files, path)));
                });
    }

    private static void requireSupported(FileStore files, int version, int supported) {
        if (version > supported) {
            throw new DigiException(
                    new Problem.NewerFormat(files.root().toString(), version, supported));
        }
    }

    private static String foreign(FileStore files, Path found) {
        return ("%s holds \"%s\" but no file FORMAT, so it is not a storage directory of Digi: give"
                        + " an empty or a new directory")
                .formatted(files.root(), found);
    }

    /// Marks an empty directory as one of version `current`; a marked one is checked as by
    /// [#requireReadable] and keeps its version, which is returned. Only for the owner of the lock.
    public static int claim(FileStore files, int current) {
        requireReadable(files, current);
        OptionalInt version = version(files);
        if (version.isEmpty()) {
            byte[] text = (MAGIC + "\n" + current + "\n").getBytes(StandardCharsets.US_ASCII);
            files.replace(FILE, text);
        }
        return version.orElse(current);
    }
}
