package io.digi.engine.generation;

import io.digi.index.codes.CodeModel;
import io.digi.index.hnsw.GraphSettings;
import io.digi.index.hnsw.VectorGraph;
import io.digi.index.memory.IntTable;
import io.digi.index.memory.MemoryBudget;
import io.digi.model.id.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What stands in the file of a generation. What it says of slots and rows may be outdated; whoever
/// reads it asks of each node whether its slot still has its row.
///
/// A file is a sequence of blocks: the size of the content (4 bytes, at most 256 KiB), its CRC-32C
/// (4), the content. The last block is empty. Numbers are big-endian, but for those of the model
/// and the image. The contents joined:
///
/// ```text
/// 8    "DIGIGRPH"
/// 4    format, 2
/// 4+4  collection, vector
/// 4    size of the tenant's name, 0 for the generation of all others; then the name, UTF-8. Not in
///      format 1
/// 4+4  m, ef_construct
/// 8    seed
/// 4    size of the model, then the CodeModel
///      the GraphImage
/// 4    count of nodes, then for each: slot (4; -1 for a node that may not be found), row (8)
/// ```
final class GenerationFormat {
    private static final long MAGIC = 0x4449_4749_4752_5048L;
    private static final int FORMAT = 2;
    private static final int FORMAT_WITHOUT_TENANT = 1;
    private static final int TENANT_SIZE_MAX = 255;
    private static final int MODEL_SIZE_MAX = 1 << 20;

    private GenerationFormat() {}

    /// Writes a generation that is not built on meanwhile.
    static void write(int collection, int vector, Generation generation, BlockOutput out) {
        out.writeLong(MAGIC);
        out.writeInt(FORMAT);
        out.writeInt(collection);
        out.writeInt(vector);
        byte[] tenant =
                generation
                        .tenant()
                        .map(TenantId::value)
                        .orElse("")
                        .getBytes(StandardCharsets.UTF_8);
        out.writeInt(tenant.length);
        out.write(ByteBuffer.wrap(tenant));
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

    /// Throws [io.digi.model.error.Problem.Corrupt] or what reading a model or a graph throws for
    /// bytes that were never written, and [MemoryRefusedException].
    static Generation read(IndexPlan plan, BlockInput in, MemoryBudget budget) throws IOException {
        int format = in.readLong() == MAGIC ? in.readInt() : 0;
        if (format != FORMAT && format != FORMAT_WITHOUT_TENANT) {
            throw in.corrupt("is no graph of format " + FORMAT);
        }
        if (in.readInt() != plan.collection() || in.readInt() != plan.vector()) {
            throw in.corrupt("is another vector's");
        }
        Optional<TenantId> tenant = format == FORMAT ? readTenant(in) : Optional.empty();
        GraphSettings settings = new GraphSettings(in.readInt(), in.readInt(), in.readLong());
        CodeModel model = readModel(plan, in);
        VectorGraph graph = VectorGraph.read(settings, model, budget, in::read);
        Generation generation = Generation.of(graph, model, tenant, budget);
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

    private static Optional<TenantId> readTenant(BlockInput in) {
        int size = in.readInt();
        if (size < 0 || size > TENANT_SIZE_MAX) {
            throw in.corrupt("has a tenant's name of %d bytes".formatted(size));
        }
        ByteBuffer name = ByteBuffer.allocate(size);
        in.read(name);
        return size == 0
                ? Optional.empty()
                : Optional.of(new TenantId(StandardCharsets.UTF_8.decode(name.flip()).toString()));
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
}
