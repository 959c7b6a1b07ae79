package io.digi.storage.archive;

import java.util.regex.Pattern;

/// What the files in an archive may be called: names of small letters, digits, dots, dashes and
/// underscores, none beginning with a dot, joined by slashes. So no path is absolute or leads
/// upwards, and none means two files on a disk that does not tell capital letters.
final class ArchivePath {
    /// So much room a header has for a path, with a zero behind it.
    static final int SIZE_MAX = 99;

    private static final Pattern ALLOWED =
            Pattern.compile("[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*");

    private ArchivePath() {}

    static boolean isAllowed(String path) {
        return path.length() <= SIZE_MAX && ALLOWED.matcher(path).matches();
    }
}
