package io.digi.engine.generation;

import io.digi.index.codes.CodeModel;
import io.digi.index.hnsw.DamagedGraphException;
import io.digi.index.hnsw.GraphSettings;
import io.digi.index.hnsw.VectorGraph;
import io.digi.index.memory.IntTable;
import io.digi.index.memory.MemoryBudget;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.file.FileAppender;
import io.digi.storage.file.FileStore;
import io.digi.storage.file.StoredFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Generations as files, `derived/<collection>/<vector>.graph`, replaced in one step. What a file
/// says of slots and rows may be outdated; whoever reads it asks of each node whether its slot
/// still has its row.
///
/// A file is a sequence of blocks: the size of the content (4 bytes, at most 256 KiB), its CRC-32C
/// (4), the content. The last block is empty. Numbers are big-endian, but for those of the model
/// and the image. The contents joined:
///
/// ```text
/// 8    "DIGIGRPH"
/// 4    format, 1
/// 4+4  collection, vector
/// 4+4  m, ef_construct
/// 8    seed
/// 4    size of the model, then the CodeModel
///      the GraphImage
/// 4    count of nodes, then for each: slot (4; -1 for a node that may not be found), row (8)
/// ```
public final class GenerationFiles {
    private static final Logger LOG = LoggerFactory.getLogger(GenerationFiles.class);
    private static final long MAGIC = 0x4449_4749_4752_5048L;
    private static final int FORMAT = 1;
    private static final int MODEL_SIZE_MAX = 1 << 20;
    private static final String SUFFIX = ".graph";

    private final FileStore files;
    private final Consumer<Problem.Corrupt> damage;

    /// @param damage hears of a file that is not what was written; it was moved to `quarantine`
    public GenerationFiles(FileStore files, Consumer<Problem.Corrupt> damage) {
        this.files = files;
        this.damage = damage;
    }

    public static Path path(int collection, int vector) {
        return directory(collection).resolve(vector + SUFFIX);
    }

    public boolean exists(int collection, int vector) {
        return files.exists(path(collection, vector));
    }

    public void delete(int collection, int vector) {
        if (files.delete(path(collection, vector))) {
            files.forceDirectory(directory(collection));
        }
    }

    /// The same of a collection whose other files are gone.
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
        long changes = generation.changesSinceSaved();
        Path path = path(collection, vector);
        Path part = path.resolveSibling(path.getFileName() + FileStore.LEFTOVER_SUFFIX);
        files.createDirectories(directory(collection));
        boolean complete = false;
        try {
            try (FileAppender file = files.create(part)) {
                write(collection, vector, generation, new BlockOutput(file));
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

    private static void write(int collection, int vector, Generation generation, BlockOutput out) {
        out.writeLong(MAGIC);
        out.writeInt(FORMAT);
        out.writeInt(collection);
        out.writeInt(vector);
        GraphSettings settings = generation.settings();
        out.writeInt(settings.m());
        out.writeInt(settings.efConstruct());
        out.writeLong(settings.seed());
        ByteBuffer model = ByteBuffer.allocate(generation.model().sizeBytes());
        generation.model().write(model);
        out.writeInt(model.position());
        out.write(model.flip());
        int[] nodes = generation.graph().breadthFirstOrder();
        try {
            generation.graph().image(nodes).write(out::write);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.writeInt(nodes.length);
        for (int node : nodes) {
            out.writeInt(generation.isBound(node) ? generation.slotOf(node) : IntTable.ABSENT);
            out.writeLong(generation.rowOf(node));
        }
        out.finish();
    }

    /// The generation that was written last, if there is one and it is intact. A file that cannot
    /// be read is set aside like a damaged one: it can be made again. Throws
    /// [MemoryRefusedException].
    ///
    /// @param room refuses by an exception where about so many bytes must not be taken; asked
    ///   before any are
    public Optional<Generation> read(IndexPlan plan, MemoryBudget budget, LongConsumer room) {
        if (!exists(plan.collection(), plan.vector())) {
            return Optional.empty();
        }
        try {
            return Optional.of(readIntact(plan, budget, room));
        } catch (DigiException e) {
            if (e.problem() instanceof Problem.Corrupt problem) {
                quarantine(plan);
                damage.accept(problem);
                return Optional.empty();
            }
            if (e.problem() instanceof Problem.MediumFailed problem) {
                quarantine(plan);
                damage.accept(unreadable(plan, problem));
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Problem.Corrupt unreadable(IndexPlan plan, Problem.MediumFailed problem) {
        String file = path(plan.collection(), plan.vector()).toString();
        return new Problem.Corrupt(file, 0, problem.message());
    }

    /// The same of a file that is there. Throws [Problem.Corrupt] and leaves a damaged one where it
    /// is.
    public Generation readIntact(IndexPlan plan, MemoryBudget budget) {
        return readIntact(plan, budget, _ -> {});
    }

    private Generation readIntact(IndexPlan plan, MemoryBudget budget, LongConsumer room) {
        try (StoredFile file = files.open(path(plan.collection(), plan.vector()))) {
            room.accept(GenerationSize.of(plan).bytesOfFile(file.size()));
            BlockInput in = new BlockInput(file);
            try {
                return read(plan, in, budget);
            } catch (DamagedGraphException | IllegalArgumentException e) {
                throw in.corrupt(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Generation read(IndexPlan plan, BlockInput in, MemoryBudget budget)
            throws IOException {
        if (in.readLong() != MAGIC || in.readInt() != FORMAT) {
            throw in.corrupt("is no graph of format " + FORMAT);
        }
        if (in.readInt() != plan.collection() || in.readInt() != plan.vector()) {
            throw in.corrupt("is another vector's");
        }
        GraphSettings settings = new GraphSettings(in.readInt(), in.readInt(), in.readLong());
        CodeModel model = readModel(plan, in);
        VectorGraph graph = VectorGraph.read(settings, model, budget, in::read);
        Generation generation = Generation.of(graph, settings, model, budget);
        boolean whole = false;
        try {
            readNodes(generation, in);
            in.expectEnd();
            whole = true;
            return generation;
        } finally {
            if (!whole) {
                generation.close();
            }
        }
    }

    private static CodeModel readModel(IndexPlan plan, BlockInput in) {
        int size = in.readInt();
        if (size < 0 || size > MODEL_SIZE_MAX) {
            throw in.corrupt("has a model of %d bytes".formatted(size));
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        in.read(bytes);
        CodeModel model = CodeModel.read(bytes.flip());
        if (bytes.hasRemaining()
                || model.dimension() != plan.config().dimension()
                || model.metric() != plan.metric()) {
            throw in.corrupt("has the codes of other vectors");
        }
        return model;
    }

    private static void readNodes(Generation generation, BlockInput in) {
        int count = in.readInt();
        if (count != generation.graph().nodeCount()) {
            throw in.corrupt(
                    "tells of %d nodes, links %d".formatted(count, generation.graph().nodeCount()));
        }
        for (int node = 0; node < count; node++) {
            int slot = in.readInt();
            if (slot < IntTable.ABSENT) {
                throw in.corrupt("node %d has slot %d".formatted(node, slot));
            }
            generation.append(slot, in.readLong());
        }
        generation.saved(count);
    }

    private void quarantine(IndexPlan plan) {
        Path path = path(plan.collection(), plan.vector());
        String name = plan.collection() + "-" + plan.vector() + SUFFIX;
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
