package io.digi.engine.extent;

import java.nio.file.Path;

/// Which extent: of which vector of which collection, and the how many-th.
record ExtentName(int collection, int vector, long sequence) {
    private static final String SUFFIX = ".ext";

    static Path directory(int collection, int vector) {
        return Path.of("extents", Integer.toString(collection), Integer.toString(vector));
    }

    static Path directory(int collection) {
        return Path.of("extents", Integer.toString(collection));
    }

    Path path() {
        return directory(collection, vector).resolve(sequence + SUFFIX);
    }

    /// Where the file goes if it is damaged.
    Path quarantined() {
        return Path.of("quarantine", "%d-%d-%d%s".formatted(collection, vector, sequence, SUFFIX));
    }

    static boolean isExtent(Path path) {
        return path.getFileName().toString().matches("[0-9]{1,18}\\.ext");
    }

    static ExtentName of(int collection, int vector, Path path) {
        String file = path.getFileName().toString();
        String digits = file.substring(0, file.length() - SUFFIX.length());
        return new ExtentName(collection, vector, Long.parseLong(digits));
    }
}
