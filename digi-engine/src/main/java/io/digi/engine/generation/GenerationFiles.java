package io.digi.engine.generation;

import io.digi.index.hnsw.DamagedGraphException;
import io.digi.index.memory.MemoryBudget;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.TenantId;
import io.digi.storage.file.FileAppender;
import io.digi.storage.file.FileStore;
import io.digi.storage.file.StoredFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Generations as files, `derived/<collection>/<vector>.graph` and for a tenant `<vector>.<the
/// first 16 bytes of its name's SHA-256>.graph`, replaced in one step. What is in them:
/// [GenerationFormat].
public final class GenerationFiles {
    private static final Logger LOG = LoggerFactory.getLogger(GenerationFiles.class);
    private static final int NAME_HASH_BYTES = 16;
    private static final String SUFFIX = ".graph";

    private final FileStore files;
    private final Consumer<Problem.Corrupt> damage;

    /// @param damage hears of a file that is not what was written; it was moved to `quarantine`
    public GenerationFiles(FileStore files, Consumer<Problem.Corrupt> damage) {
        this.files = files;
        this.damage = damage;
    }

    /// Where the generation of a tenant is, or that of all others.
    public static Path path(int collection, int vector, Optional<TenantId> tenant) {
        String name = tenant.map(owner -> "." + digest(owner)).orElse("");
        return directory(collection).resolve(vector + name + SUFFIX);
    }

    /// Names of tenants may have any characters.
    private static String digest(TenantId tenant) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(tenant.value().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, NAME_HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public boolean exists(int collection, int vector, Optional<TenantId> tenant) {
        return files.exists(path(collection, vector, tenant));
    }

    /// The files of a vector.
    public List<Path> list(int collection, int vector) {
        String first = vector + ".";
        return files.list(directory(collection)).stream()
                .filter(path -> {
                    String name = path.getFileName().toString();
                    return name.startsWith(first) && name.endsWith(SUFFIX);
                })
                .toList();
    }

    /// Removes all files of a vector.
    public void delete(int collection, int vector) {
        list(collection, vector).forEach(path -> delete(collection, path));
    }

    /// Removes the file of a tenant's generation, or that of all others, if it is there.
    public void delete(int collection, int vector, Optional<TenantId> tenant) {
        delete(collection, path(collection, vector, tenant));
    }

    private void delete(int collection, Path path) {
        if (files.delete(path)) {
            files.forceDirectory(directory(collection));
        }
    }

    /// Removes all files of a vector of a collection whose other files are gone.
    public void deleteDropped(int collection, int vector) {
        delete(collection, vector);
        if (files.list(directory(collection)).isEmpty()
                && files.deleteDirectory(directory(collection))) {
            files.forceDirectory(Path.of("derived"));
        }
    }

    /// Writes a generation that is not built on meanwhile. Neighbours come to lie close to each
    /// other in the file, whatever the order in which they were linked; so they do in memory, once
    /// it is read again.
    public void write(int collection, int vector, Generation generation) {
        write(collection, vector, generation, () -> false);
    }

    /// The same unless it is stopped half-way, which throws [Problem.Cancelled]; what was saved
    /// before stays then.
    public void write(int collection, int vector, Generation generation, BooleanSupplier stopped) {
        long changes = generation.changesSinceSaved();
        Path path = path(collection, vector, generation.tenant());
        Path part = path.resolveSibling(path.getFileName() + FileStore.LEFTOVER_SUFFIX);
        files.createDirectories(directory(collection));
        boolean complete = false;
        try {
            try (FileAppender file = files.create(part)) {
                GenerationFormat.write(
                        collection, vector, generation, new BlockOutput(file, stopped));
            }
            files.rename(part, path);
            complete = true;
        } finally {
            if (!complete) {
                deleteLeftover(part);
            }
        }
        generation.saved(changes);
    }

    /// What there was no room for must not go on taking it.
    private void deleteLeftover(Path part) {
        try {
            boolean _ = files.delete(part);
        } catch (DigiException e) {
            LOG.warn("{} could not be deleted: {}", part, e.getMessage());
        }
    }

    /// The generation in one of the files of [#list], if it is intact. A file that cannot be read
    /// is set aside like a damaged one: it can be made again. Throws [MemoryRefusedException].
    ///
    /// @param plan of the vector, be the generation a tenant's or not
    /// @param room refuses by an exception where about so many bytes must not be taken; asked
    ///   before any are
    public Optional<Generation> read(
            IndexPlan plan, Path path, MemoryBudget budget, LongConsumer room) {
        try {
            return Optional.of(readIntact(plan, path, budget, room));
        } catch (DigiException e) {
            if (e.problem() instanceof Problem.Corrupt problem) {
                quarantine(plan, path);
                damage.accept(problem);
                return Optional.empty();
            }
            if (e.problem() instanceof Problem.MediumFailed problem) {
                quarantine(plan, path);
                damage.accept(new Problem.Corrupt(path.toString(), 0, problem.message()));
                return Optional.empty();
            }
            throw e;
        }
    }

    /// The same of a file that is there. Throws [Problem.Corrupt] and leaves a damaged one where it
    /// is.
    public Generation readIntact(IndexPlan plan, Path path, MemoryBudget budget) {
        return readIntact(plan, path, budget, _ -> {});
    }

    private Generation readIntact(
            IndexPlan plan, Path path, MemoryBudget budget, LongConsumer room) {
        try (StoredFile file = files.open(path)) {
            room.accept(GenerationSize.of(plan).bytesOfFile(file.size()));
            BlockInput in = new BlockInput(file);
            try {
                Generation generation = GenerationFormat.read(plan, in, budget);
                Path expected = path(plan.collection(), plan.vector(), generation.tenant());
                if (!expected.equals(path)) {
                    generation.close();
                    throw in.corrupt("is the graph of " + expected);
                }
                return generation;
            } catch (DamagedGraphException | IllegalArgumentException e) {
                throw in.corrupt(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void quarantine(IndexPlan plan, Path path) {
        String name = plan.collection() + "-" + path.getFileName();
        try {
            files.createDirectories(Path.of("quarantine"));
            files.rename(path, Path.of("quarantine", name));
        } catch (DigiException e) {
            // The next graph that is saved takes its place.
            LOG.warn("{} could not be moved to quarantine: {}", path, e.getMessage());
        }
    }

    private static Path directory(int collection) {
        return Path.of("derived", Integer.toString(collection));
    }
}
