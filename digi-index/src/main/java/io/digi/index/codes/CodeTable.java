package io.digi.index.codes;

import io.digi.index.address.AllMemory;
import io.digi.index.memory.MemoryRegion;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Codes by node number, in native memory that never moves.
///
/// **Threads.** All methods are safe for all threads, but a node is encoded by one at a time. Who
/// scores a node sees its code if it learned of the node through a publication after the encoding.
/// Whoever reads holds the region open.
///
/// Rows lie in *blocks* of a power of two rows whose addresses are one array, copied on growth and
/// published by one volatile write. As many are allocated at once as are asked for, or as one in
/// 128 of the table: less than a hundredth is there ahead of need, and the array is copied seldom
/// enough.
public final class CodeTable implements CodePlaces {
    static final MemorySegment MEMORY = AllMemory.SEGMENT;
    static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int BLOCK_BYTES = 64 << 10;
    private static final int CHUNK_BYTES_MAX = 32 << 20;
    private static final int GROWTH_DIVISOR = 128;

    /// Kernels read whole vectors, which may end behind the last row of a chunk.
    private static final int SLACK_BYTES = 64;

    private final MemoryRegion region;
    private final CodeModel model;
    private final CodeLayout layout;
    private final long strideBytes;
    private final int blockLog;
    private final ThreadLocal<RowEncoder> encoders;
    private volatile long[] blocks = {};

    public CodeTable(MemoryRegion region, CodeModel model) {
        this.region = region;
        this.model = model;
        this.layout = model.layout();
        this.strideBytes = layout.strideBytes();
        this.blockLog = 63 - Long.numberOfLeadingZeros(Math.max(16, BLOCK_BYTES / strideBytes));
        Rotation rotation = model.rotation();
        this.encoders = ThreadLocal.withInitial(() -> new RowEncoder(model, rotation));
    }

    @Override
    public CodeModel model() {
        return model;
    }

    /// Nodes below this number have memory.
    public long capacity() {
        return (long) blocks.length << blockLog;
    }

    /// Makes place for the nodes below `count`. Throws
    /// [io.digi.index.memory.MemoryRefusedException] if the budget refuses; the table stays usable,
    /// and what was allocated before stays and serves the next growth.
    public void reserve(long count) {
        if (capacity() < count) {
            grow(count);
        }
    }

    private synchronized void grow(long count) {
        while (capacity() < count) {
            long[] old = blocks;
            long blockBytes = strideBytes << blockLog;
            long wanted = (count - capacity() + (1L << blockLog) - 1) >>> blockLog;
            long most = Math.max(1, CHUNK_BYTES_MAX / blockBytes);
            int added = (int) Math.clamp(Math.max(old.length / GROWTH_DIVISOR, wanted), 1, most);
            long address = region.allocate(added * blockBytes + SLACK_BYTES).address();
            long[] grown = Arrays.copyOf(old, old.length + added);
            for (int i = 0; i < added; i++) {
                grown[old.length + i] = address + i * blockBytes;
            }
            blocks = grown;
        }
    }

    /// Writes the code of `vector [dimension]` as `node`, growing the table where it must, as
    /// [#reserve(long)] does. A vector with an element that is not finite has a code that is
    /// farther from every query than those of others.
    public void encode(float[] vector, int node) {
        reserve(node + 1L);
        encoders.get().encode(vector, addressOf(node));
    }

    /// Whether `node` has the code of `vector [dimension]`, rounding apart. For checks: it takes
    /// its time.
    public boolean isCodeOf(int node, float[] vector) {
        return new CodeComparison(this).isCodeOf(node, vector);
    }

    /// Ends the table before its region is closed: whoever asks for a code from now on fails on the
    /// bounds of an array, rather than reading freed memory. Who asked before must be done by then.
    public synchronized void close() {
        blocks = new long[0];
    }

    /// Where the code of `node`, which is below the capacity, starts.
    @Override
    public long addressOf(int node) {
        return addressOf(blocks, node);
    }

    /// Scores against queries; for one thread.
    public QueryScorer newQueryScorer() {
        return new QueryScorer(this);
    }

    /// Scores against nodes, on codes of 8 bits only; for one thread.
    public PairScorer newPairScorer() {
        if (layout.bits() != 8) {
            throw new IllegalStateException(
                    "nodes are compared on codes of 8 bits, these have " + layout.bits());
        }
        return new PairScorer(this);
    }

    /// Appends the codes of the nodes `[fromNode, untilNode)` to `target`, each of
    /// [CodeLayout#rowBytes()].
    public void copyOut(int fromNode, int untilNode, ByteBuffer target) {
        int size = layout.rowBytes();
        for (int node = fromNode; node < untilNode; node++) {
            MemorySegment row = MemorySegment.ofBuffer(target.slice(target.position(), size));
            MemorySegment.copy(MEMORY, addressOf(node), row, 0, size);
            target.position(target.position() + size);
        }
    }

    /// Takes the codes of the nodes `[fromNode, untilNode)` from `source`, as [#copyOut(int, int,
    /// ByteBuffer)] wrote them. Throws [IllegalArgumentException] for a code whose factors no
    /// encoder wrote; the codes before it were taken.
    public void copyIn(int fromNode, int untilNode, ByteBuffer source) {
        reserve(untilNode);
        int size = layout.rowBytes();
        for (int node = fromNode; node < untilNode; node++) {
            MemorySegment row = MemorySegment.ofBuffer(source.slice(source.position(), size));
            requireFactors(row, node);
            MemorySegment.copy(row, 0, MEMORY, addressOf(node), size);
            source.position(source.position() + size);
        }
    }

    private void requireFactors(MemorySegment row, int node) {
        int at = layout.factorsOffset();
        float scale = row.get(FLOAT, at + CodeLayout.SCALE);
        float shift = row.get(FLOAT, at + CodeLayout.SHIFT);
        float error = row.get(FLOAT, at + CodeLayout.ERROR);
        boolean valid = Float.isFinite(scale) && Float.isFinite(shift) && error >= 0;
        if (layout.bits() == 8) {
            int sum = 0;
            for (int i = 0; i < layout.paddedDimension(); i++) {
                sum += row.get(ValueLayout.JAVA_BYTE, i);
            }
            valid &= sum == row.get(INT, at + CodeLayout.SUM);
        } else {
            valid &= row.get(FLOAT, at + CodeLayout.LENGTH) >= 0;
        }
        if (!valid) {
            throw new IllegalArgumentException(
                    "code of node %d has scale %s, shift %s, error %s: damaged"
                            .formatted(node, scale, shift, error));
        }
    }

    @Override
    public void addressesOf(int[] nodes, int count, long[] addresses) {
        long[] published = blocks;
        for (int i = 0; i < count; i++) {
            addresses[i] = addressOf(published, nodes[i]);
        }
    }

    /// A node beyond the table, or a negative one, fails on the array's bounds.
    private long addressOf(long[] published, int node) {
        return published[node >>> blockLog] + (node & (1 << blockLog) - 1) * strideBytes;
    }
}
