package io.digi.index.hnsw;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A graph as bytes: which nodes it has and in which order was settled when the image was made;
/// nodes that were added later, and links to them, are left out. So it is written while additions
/// go on, but not while nodes are removed.
///
/// The bytes carry no checksum; the file around them does. Little-endian:
///
/// ```text
/// offset  bytes    what
/// 0       4        format, 1
/// 4       4        m
/// 8       4        n, number of nodes
/// 12      4        node of the entry point; -1 if no node is linked
/// 16      4        c, bytes of a code
/// 20      4        0
/// 24      8        u, number of rows of upper levels: the sum of all levels
/// 32      n        level of each node; 255 where no node is linked
///         n·2m·4   links of level 0 by node; -1 behind the last
///         u·m·4    links of upper levels by node, and by level from 1; -1 behind the last
///         n·c      codes by node; zeros where no node is linked
/// ```
public final class GraphImage {
    static final int FORMAT = 1;
    static final int HEADER_BYTES = 32;
    static final int NOT_LINKED = 255;
    static final int BUFFER_BYTES = 1 << 16;

    private final GraphLinks links;
    private final GraphCodes codes;
    private final int m;
    private final int[] nodes;

    /// New numbers by node; -1 if left out.
    private final int[] numbers;

    private final byte[] levels;
    private final int entry;
    private final int[] row;
    private long upperRowCount;

    /// `nodes` are the graph's in their new order.
    GraphImage(VectorGraph graph, int[] nodes) {
        this.links = graph.links();
        this.codes = graph.codes();
        this.m = graph.settings().m();
        this.nodes = nodes;
        this.numbers = numbersOf(nodes, links.nodeCount());
        this.levels = new byte[nodes.length];
        this.entry = readLevels();
        this.row = new int[links.linkCountMax(0)];
    }

    private static int[] numbersOf(int[] nodes, int nodeCount) {
        int[] numbers = new int[nodeCount];
        Arrays.fill(numbers, -1);
        for (int number = 0; number < nodes.length; number++) {
            int node = nodes[number];
            if (node < 0 || node >= nodeCount || numbers[node] >= 0) {
                throw new IllegalArgumentException(
                        "node %d stands at %d of the order: it is in there twice or not in the graph"
                                .formatted(node, number));
            }
            numbers[node] = number;
        }
        return numbers;
    }

    /// Returns the number of the entry point: a node of the highest level.
    private int readLevels() {
        int best = -1;
        for (int number = 0; number < nodes.length; number++) {
            boolean linked = links.isLinked(nodes[number]);
            int level = linked ? links.level(nodes[number]) : NOT_LINKED;
            levels[number] = (byte) level;
            if (linked) {
                upperRowCount += level;
                best = best < 0 || level > levels[best] ? number : best;
            }
        }
        return best;
    }

    public int nodeCount() {
        return nodes.length;
    }

    public long sizeBytes() {
        long ofNode = 1 + 4L * links.linkCountMax(0) + codes.rowBytes();
        return HEADER_BYTES + nodes.length * ofNode + upperRowCount * 4 * links.linkCountMax(1);
    }

    public void write(ByteSink sink) throws IOException {
        Output output = new Output(sink);
        writeHeader(output.room(HEADER_BYTES));
        for (byte level : levels) {
            output.room(1).put(level);
        }
        for (int number = 0; number < nodes.length; number++) {
            writeRow(number, 0, output);
        }
        for (int number = 0; number < nodes.length; number++) {
            for (int level = 1; levels[number] != -1 && level <= levels[number]; level++) {
                writeRow(number, level, output);
            }
        }
        for (int number = 0; number < nodes.length; number++) {
            writeCode(number, output);
        }
        output.flush();
    }

    /// The code of a node that was not linked may be in the middle of its encoding.
    private void writeCode(int number, Output output) throws IOException {
        int size = codes.rowBytes();
        ByteBuffer bytes = output.room(size);
        if (levels[number] == -1) {
            bytes.put(new byte[size]);
        } else {
            codes.copyOut(nodes[number], bytes);
        }
    }

    private void writeHeader(ByteBuffer bytes) {
        bytes.putInt(FORMAT).putInt(m).putInt(nodes.length).putInt(entry);
        bytes.putInt(codes.rowBytes()).putInt(0).putLong(upperRowCount);
    }

    private void writeRow(int number, int level, Output output) throws IOException {
        boolean linked = levels[number] != -1;
        int count = linked ? links.read(nodes[number], level, row) : 0;
        int max = links.linkCountMax(level);
        ByteBuffer bytes = output.room(4 * max);
        int written = 0;
        for (int i = 0; i < count; i++) {
            int target = row[i] < numbers.length ? numbers[row[i]] : -1;
            if (target >= 0 && levels[target] >= level) {
                bytes.putInt(target);
                written++;
            }
        }
        for (; written < max; written++) {
            bytes.putInt(-1);
        }
    }

    /// Gathers small writes.
    private static final class Output {
        private final ByteSink sink;
        private ByteBuffer buffer =
                ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

        Output(ByteSink sink) {
            this.sink = sink;
        }

        /// The buffer, with place for `size` bytes.
        ByteBuffer room(int size) throws IOException {
            if (buffer.remaining() < size) {
                flush();
                if (buffer.capacity() < size) {
                    buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
                }
            }
            return buffer;
        }

        void flush() throws IOException {
            sink.write(buffer.flip());
            buffer.clear();
        }
    }
}
