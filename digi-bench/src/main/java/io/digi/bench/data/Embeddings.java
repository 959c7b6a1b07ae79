package io.digi.bench.data;

import io.digi.bench.report.BenchException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// Real vectors with their payloads, queries and the true nearest neighbours by cosine, from a
/// folder with `base.npy`, `queries.npy`, `neighbors.npy` and `payload.jsonl.gz`. The number of a
/// row of `base.npy` is the id of its point.
public record Embeddings(NpyFile base, NpyFile queries, NpyFile neighbors, List<String> payloads) {

    public Embeddings {
        payloads = List.copyOf(payloads);
    }

    public static Embeddings read(Path folder) throws IOException {
        Embeddings read =
                new Embeddings(
                        NpyFile.read(folder.resolve("base.npy")),
                        NpyFile.read(folder.resolve("queries.npy")),
                        NpyFile.read(folder.resolve("neighbors.npy")),
                        lines(folder.resolve("payload.jsonl.gz")));
        if (read.base.columnCount() != read.queries.columnCount()
                || read.base.rowCount() != read.payloads.size()
                || read.queries.rowCount() != read.neighbors.rowCount()) {
            throw new BenchException("the files of " + folder + " do not fit each other");
        }
        return read;
    }

    private static List<String> lines(Path file) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    public int dimension() {
        return base.columnCount();
    }

    /// The size of the vectors as 32-bit floats.
    public long sizeBytes() {
        return (long) base.rowCount() * base.columnCount() * Float.BYTES;
    }
}
