package io.digi.bench.data;

import io.digi.bench.report.BenchException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.json.JsonMapper;

/// Real vectors with their payloads, queries and the true nearest neighbours by cosine, from a
/// folder with `base.npy`, `queries.npy`, `neighbors.npy` and `payload.jsonl.gz`. The number of a
/// row of `base.npy` is the id of its point.
public record Embeddings(NpyFile base, NpyFile queries, NpyFile neighbors, List<String> payloads) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PAYLOADS = "payload.jsonl.gz";

    public Embeddings {
        payloads = List.copyOf(payloads);
    }

    public static Embeddings read(Path folder) throws IOException {
        Embeddings read =
                new Embeddings(
                        NpyFile.read(folder.resolve("base.npy")),
                        NpyFile.read(folder.resolve("queries.npy")),
                        NpyFile.read(folder.resolve("neighbors.npy")),
                        lines(folder.resolve(PAYLOADS)));
        if (read.base.columnCount() != read.queries.columnCount()
                || read.base.rowCount() != read.payloads.size()
                || read.queries.rowCount() != read.neighbors.rowCount()) {
            throw new BenchException("the files of " + folder + " do not fit each other");
        }
        return read;
    }

    /// The texts at a field of the payloads of a folder, in the order of its points; none where the
    /// folder has no payloads.
    public static List<String> texts(Path folder, String field) throws IOException {
        Path file = folder.resolve(PAYLOADS);
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (String line : lines(file)) {
            String text = JSON.readTree(line).path(field).asString("");
            if (text.isEmpty()) {
                throw new BenchException(
                        "%s: line %d has no text at `%s`".formatted(file, texts.size() + 1, field));
            }
            texts.add(text);
        }
        return texts;
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
