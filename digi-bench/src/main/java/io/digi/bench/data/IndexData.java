package io.digi.bench.data;

import io.digi.bench.report.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What indexes are measured on: a folder with `base.npy`, `queries.npy` and `neighbors.npy`. The
/// number of a row of `base.npy` is its id; a row of `neighbors.npy` holds the ids that are nearest
/// to the query of the same row, nearest first.
///
/// What a folder lacks is made in a work folder and found there again by a later run: tables in
/// NumPy's format from `.fvecs`, `.bvecs` and `.ivecs`, and neighbours by an exact scan.
public final class IndexData {
    private static final String BASE = "base.npy";
    private static final String QUERIES = "queries.npy";
    private static final String NEIGHBORS = "neighbors.npy";
    private static final int NEIGHBOR_COUNT = 100;

    private final Path folder;
    private final NpyFile base;
    private final NpyFile queries;
    private final NpyFile neighbors;

    private IndexData(Path folder, NpyFile base, NpyFile queries, NpyFile neighbors) {
        this.folder = folder;
        this.base = base;
        this.queries = queries;
        this.neighbors = neighbors;
    }

    /// Opens a folder that holds all three tables.
    public static IndexData open(Path folder) throws IOException {
        NpyFile base = NpyFile.read(folder.resolve(BASE));
        NpyFile queries = NpyFile.read(folder.resolve(QUERIES));
        NpyFile neighbors = NpyFile.read(folder.resolve(NEIGHBORS));
        requireFloats(folder, base, queries);
        requireNeighbors(folder, queries, neighbors);
        return new IndexData(folder, base, queries, neighbors);
    }

    /// Opens `data`, or completes it in a folder below `work`.
    public static IndexData complete(Path data, Path work, Similarity similarity)
            throws IOException, InterruptedException {
        if (Stream.of(BASE, QUERIES, NEIGHBORS)
                .allMatch(name -> Files.isRegularFile(data.resolve(name)))) {
            return open(data);
        }
        Path folder = Files.createDirectories(work.resolve(workName(data, similarity)));
        adopt(data, folder, BASE, name -> name.contains("base"));
        adopt(data, folder, QUERIES, name -> name.contains("quer"));
        adopt(data, folder, NEIGHBORS, name -> name.endsWith(".ivecs"));
        return openWithNeighbors(folder, similarity);
    }

    /// Makes points and queries that depend on size and seed only, or opens those of a former run.
    public static IndexData generate(GeneratedSize size, long seed, Path work)
            throws IOException, InterruptedException {
        Path folder =
                Files.createDirectories(work.resolve("generated-%s-%d".formatted(size, seed)));
        GeneratedVectors vectors = new GeneratedVectors(seed, size.dimension());
        if (!Files.exists(folder.resolve(BASE))) {
            vectors.writePoints(folder.resolve(BASE), size.count());
        }
        if (!Files.exists(folder.resolve(QUERIES))) {
            vectors.writeQueries(folder.resolve(QUERIES), size.queryCount());
        }
        return openWithNeighbors(folder, Similarity.COSINE);
    }

    /// Of two folders of data each has its own.
    private static String workName(Path data, Similarity similarity) {
        int hash = data.toAbsolutePath().normalize().toString().hashCode();
        return "data-%s-%08x".formatted(similarity, hash);
    }

    private static IndexData openWithNeighbors(Path folder, Similarity similarity)
            throws IOException, InterruptedException {
        Path neighbors = folder.resolve(NEIGHBORS);
        if (!Files.exists(neighbors)) {
            NpyFile base = NpyFile.read(folder.resolve(BASE));
            NpyFile queries = NpyFile.read(folder.resolve(QUERIES));
            requireFloats(folder, base, queries);
            ExactNeighbors.write(neighbors, base, queries, similarity, NEIGHBOR_COUNT);
        }
        return open(folder);
    }

    /// Links the table of this name into `folder`, or converts the one whose own name fits.
    private static void adopt(Path data, Path folder, String name, Predicate<String> fits)
            throws IOException {
        Path target = folder.resolve(name);
        if (Files.exists(target)) {
            return;
        }
        Path table = data.resolve(name);
        if (Files.isRegularFile(table)) {
            Files.createSymbolicLink(target, table.toAbsolutePath());
            return;
        }
        Optional<Path> vecs = vecs(data, fits);
        if (vecs.isPresent()) {
            VecsFile.open(vecs.get()).copyTo(target);
        } else if (!name.equals(NEIGHBORS)) {
            throw new BenchException(
                    "%s: expected %s, or a file .fvecs or .bvecs with base or query in its name"
                            .formatted(data, name));
        }
    }

    private static Optional<Path> vecs(Path data, Predicate<String> fits) throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(
                            file -> {
                                String name = file.getFileName().toString();
                                return name.matches(".*\\.[fbi]vecs") && fits.test(name);
                            })
                    .sorted()
                    .findFirst();
        }
    }

    private static void requireFloats(Path folder, NpyFile base, NpyFile queries)
            throws BenchException {
        if (base.holdsInts()
                || queries.holdsInts()
                || base.columnCount() != queries.columnCount()
                || base.rowCount() == 0
                || queries.rowCount() == 0) {
            throw new BenchException(
                    "%s: base is [%d × %d] and queries [%d × %d], expected floats of one dimension"
                            .formatted(
                                    folder,
                                    base.rowCount(),
                                    base.columnCount(),
                                    queries.rowCount(),
                                    queries.columnCount()));
        }
    }

    private static void requireNeighbors(Path folder, NpyFile queries, NpyFile neighbors)
            throws BenchException {
        if (!neighbors.holdsInts() || neighbors.rowCount() != queries.rowCount()) {
            throw new BenchException(
                    "%s: neighbors.npy has %d rows%s, expected int32 in %d, one for each query"
                            .formatted(
                                    folder,
                                    neighbors.rowCount(),
                                    neighbors.holdsInts() ? "" : " of floats",
                                    queries.rowCount()));
        }
    }

    public Path folder() {
        return folder;
    }

    public NpyFile base() {
        return base;
    }

    public NpyFile queries() {
        return queries;
    }

    public NpyFile neighbors() {
        return neighbors;
    }

    public int count() {
        return base.rowCount();
    }

    public int dimension() {
        return base.columnCount();
    }
}
