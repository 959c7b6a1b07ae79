package io.digi.storage.file;

import java.nio.file.Path;

/// Paths of a store: relative, normal, and inside.
public final class FilePaths {
    private FilePaths() {}

    /// The path as it is known to a store; throws [IllegalArgumentException] if it leaves the
    /// store.
    public static Path key(Path path) {
        Path normal = path.normalize();
        if (path.isAbsolute() || normal.startsWith("..")) {
            throw new IllegalArgumentException(
                    "path %s: expected one inside the store".formatted(path));
        }
        return normal;
    }

    /// The directory that a file or directory is in.
    public static Path parent(Path key) {
        Path parent = key.getParent();
        return parent == null ? Path.of("") : parent;
    }

    /// Whether the name says that the file is unfinished.
    public static boolean isLeftover(Path path) {
        return path.toString().endsWith(FileStore.LEFTOVER_SUFFIX);
    }
}
