package io.digi.cli.load;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// Texts to load, one after the other. Used by one thread; memory is bounded by the largest entry
/// that is accepted.
public interface TextSource extends Closeable {
    /// The next entry; empty at the end. A bad one does not end the source.
    Optional<Entry> next() throws IOException;

    /// Of [#totalBytes], how many are read.
    long readBytes();

    long totalBytes();

    /// Opens a file by the end of its name, or a folder.
    static TextSource open(Path path, PointRules rules) throws IOException {
        if (Files.isDirectory(path)) {
            return TextFolder.open(path, rules);
        }
        Path fileName = path.getFileName();
        String name = fileName == null ? "" : fileName.toString().toLowerCase(Locale.ROOT);
        if (!Files.isRegularFile(path)) {
            throw refused("there is no file or folder `%s`".formatted(path));
        }
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return JsonLines.open(path, rules);
        }
        if (name.endsWith(".csv")) {
            return CsvFile.open(path, rules);
        }
        throw refused(
                "`%s` must end in .jsonl, .ndjson or .csv, or be a folder of .txt and .md files"
                        .formatted(path));
    }

    private static DigiException refused(String message) {
        return new DigiException(new Problem.BadRequest(message));
    }
}
