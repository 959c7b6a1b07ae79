package io.digi.index.hnsw;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Reads what a [GraphImage] wrote into an empty graph, and believes nothing: searches follow links
/// by address, so each must lead to a linked node that is on its level.
final class GraphReader {
    private final GraphLinks links;
    private final GraphCodes codes;
    private final ByteSource source;
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private final int[] row;
    private int nodeCount;
    private int entry;
    private int levelMax = -1;
    private long upperRowsLeft;

    GraphReader(VectorGraph graph, ByteSource source) {
        this.links = graph.links();
        this.codes = graph.codes();
        this.source = source;
        this.row = new int[links.linkCountMax(0)];
    }

    /// Throws [DamagedGraphException], or what the source throws; the graph is to be closed then.
    void read() throws IOException {
        long upperRowCount = readHeader();
        readLevels(upperRowCount);
        upperRowsLeft = upperRowCount;
        readBottomLinks();
        readUpperLinks();
        readCodes();
        publish();
    }

    private long readHeader() throws IOException {
        ByteBuffer header = take(GraphImage.HEADER_BYTES, 1);
        requireEqual("format", header.getInt(), GraphImage.FORMAT);
        requireEqual("m", header.getInt(), links.linkCountMax(1));
        nodeCount = header.getInt();
        entry = header.getInt();
        requireEqual("size of a code", header.getInt(), codes.rowBytes());
        requireEqual("reserved field", header.getInt(), 0);
        require(
                nodeCount >= 0 && entry >= -1 && entry < nodeCount,
                "it has %d nodes and starts at node %d",
                nodeCount,
                entry);
        long upperRowCount = header.getLong();
        require(
                upperRowCount >= 0 && upperRowCount < GraphLinks.UPPER_ROWS_MAX,
                "it has %d upper rows, expected 0 to %d",
                upperRowCount,
                GraphLinks.UPPER_ROWS_MAX - 1);
        return upperRowCount;
    }

    /// Nodes get their places, and so memory, in step with the bytes that come: a wrong count ends
    /// at the end of the file rather than at the end of the memory.
    private void readLevels(long upperRowCount) throws IOException {
        long sum = 0;
        for (int node = 0; node < nodeCount; node++) {
            int level = take(1, nodeCount - node).get() & 0xff;
            if (level != GraphImage.NOT_LINKED) {
                require(level <= GraphLinks.LEVEL_MAX, "level of node %d is %d", node, level);
                sum += level;
                require(
                        sum <= upperRowCount,
                        "its levels add up to %d at node %d, but it has %d upper rows",
                        sum,
                        node,
                        upperRowCount);
                links.reserve(node, level);
                levelMax = Math.max(levelMax, level);
            }
        }
        require(
                sum == upperRowCount,
                "its levels add up to %d, but it has %d upper rows",
                sum,
                upperRowCount);
        int entryLevel = entry < 0 ? -1 : links.level(entry);
        require(
                entryLevel == levelMax,
                "it starts on level %d, but has nodes on level %d",
                entryLevel,
                levelMax);
    }

    private void readUpperLinks() throws IOException {
        for (int node = 0; node < nodeCount; node++) {
            for (int level = 1; level <= links.level(node); level++) {
                readRow(node, level, upperRowsLeft--);
            }
        }
    }

    private void readBottomLinks() throws IOException {
        for (int node = 0; node < nodeCount; node++) {
            readRow(node, 0, nodeCount - node);
        }
    }

    /// `rowsLeft` rows of the level's size follow.
    private void readRow(int node, int level, long rowsLeft) throws IOException {
        int max = links.linkCountMax(level);
        ByteBuffer bytes = take(4 * max, rowsLeft);
        int count = 0;
        boolean ended = false;
        for (int i = 0; i < max; i++) {
            int link = bytes.getInt();
            ended |= link == -1;
            require(
                    ended ? link == -1 : isNeighbor(node, level, link),
                    "node %d has the link %d on level %d",
                    node,
                    link,
                    level);
            row[count] = link;
            count += ended ? 0 : 1;
        }
        require(count == 0 || links.level(node) >= 0, "node %d has links, but no level", node);
        if (count > 0) {
            links.write(node, level, row, count);
        }
    }

    private boolean isNeighbor(int node, int level, int link) {
        return link >= 0 && link < nodeCount && link != node && links.level(link) >= level;
    }

    private void readCodes() throws IOException {
        codes.reserve(nodeCount);
        for (int node = 0; node < nodeCount; node++) {
            codes.copyIn(node, take(codes.rowBytes(), nodeCount - node));
        }
    }

    private void publish() {
        for (int node = 0; node < nodeCount; node++) {
            if (links.level(node) >= 0) {
                links.markLinked(node);
            }
        }
        if (entry >= 0) {
            links.moveEntry(entry, levelMax);
        }
    }

    /// The next `size` bytes, of the at least `times` times as many that follow.
    private ByteBuffer take(int size, long times) throws IOException {
        if (buffer.remaining() < size) {
            assert !buffer.hasRemaining() : buffer;
            int count = (int) Math.clamp(GraphImage.BUFFER_BYTES / size, 1, times);
            buffer = ByteBuffer.allocate(count * size).order(ByteOrder.LITTLE_ENDIAN);
            source.read(buffer);
            buffer.flip();
        }
        return buffer;
    }

    private static void requireEqual(String name, int value, int expected) {
        if (value != expected) {
            throw new DamagedGraphException(
                    "its %s is %d, expected %d".formatted(name, value, expected));
        }
    }

    /// The numbers are formatted only where they are needed.
    private static void require(boolean condition, String what, long... numbers) {
        if (!condition) {
            throw new DamagedGraphException(
                    what.formatted(Arrays.stream(numbers).boxed().toArray()));
        }
    }
}
