package io.digi.index.hnsw;

import static io.digi.index.hnsw.NativeRows.INT;
import static io.digi.index.hnsw.NativeRows.MEMORY;

import io.digi.index.memory.MemoryRegion;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;

/// The links of a graph, by level and node, where searches start, and which nodes are linked.
///
/// A row holds node numbers up to the first -1. It is 64-byte aligned; with `m` = 16 a row of level
/// 0 is two cache lines. Level 0 has the row of each node; the rows of a node's upper levels lie
/// side by side, and a *place* says where:
///
/// ```text
/// place of a node: -1 never linked, or
/// bits 30-5  number of the row of its level 1
/// bits 4-1   its level
/// bit 0      1 while it is linked, 0 before and after it was removed
/// ```
///
/// **Threads.** Readers take no lock. A row is written under the lock of its node, and may be read
/// at the same moment: the reader sees old and new numbers mixed, all of them right. What belongs
/// to a node (its codes, its own rows) is written before the first link to it; a reader fences
/// after a row as the writer does before.
final class GraphLinks {
    static final int LEVEL_MAX = 15;
    static final int NOWHERE = -1;

    /// Nodes are made reachable after additions of one in so many.
    private static final int CONNECTED_DIVISOR = 64;

    private static final VarHandle VOLATILE_INT = INT.varHandle();

    /// Numbers of upper rows are smaller: there are bits for no more.
    static final int UPPER_ROWS_MAX = 1 << 26;

    private static final long NO_ENTRY = -1;

    private final GraphSettings settings;
    private final NativeRows places;
    private final NativeRows bottom;
    private final NativeRows upper;
    private final AtomicInteger nodeCount = new AtomicInteger();
    private final double levelFactor;
    private int upperRowCount;

    /// Nodes that were added since all were reachable.
    private final AtomicInteger addedCount = new AtomicInteger();

    /// Whether linked nodes may have links to removed ones.
    private volatile boolean repairDue;

    /// Level and node of the entry point in one value: they change together.
    private volatile long entry = NO_ENTRY;

    GraphLinks(GraphSettings settings, MemoryRegion region) {
        this.settings = settings;
        this.places = new NativeRows(region, Integer.BYTES);
        this.bottom = new NativeRows(region, rowBytes(settings.linkCountMax(0)));
        this.upper = new NativeRows(region, rowBytes(settings.linkCountMax(1)));
        this.levelFactor = 1 / Math.log(settings.m());
    }

    private static long rowBytes(int linkCountMax) {
        return (4L * linkCountMax + 63) & -64;
    }

    /// About the memory of the links of so many nodes: of each level there are a factor `m` fewer
    /// rows than of the one below.
    static long estimatedBytes(GraphSettings settings, long nodeCount) {
        long upperRows = nodeCount / (settings.m() - 1);
        return nodeCount * (Integer.BYTES + rowBytes(settings.linkCountMax(0)))
                + upperRows * rowBytes(settings.linkCountMax(1));
    }

    /// The rows of level 0, by node.
    NativeRows bottom() {
        return bottom;
    }

    /// Nodes at and above this number were never linked.
    int nodeCount() {
        return nodeCount.get();
    }

    int linkCountMax(int level) {
        return settings.linkCountMax(level);
    }

    long entry() {
        return entry;
    }

    void moveEntry(int node, int level) {
        entry = (long) level << 32 | node;
    }

    /// Makes a linked node of the highest level the entry point; one that links to none only if
    /// there is no other. No node is linked or removed meanwhile.
    void chooseEntry() {
        int best = NOWHERE;
        int bestRank = -1;
        for (int node = 0; node < nodeCount(); node++) {
            if (isLinked(node)) {
                int rank = hasLinks(node) ? LEVEL_MAX + 1 + level(node) : level(node);
                best = rank > bestRank ? node : best;
                bestRank = Math.max(rank, bestRank);
            }
        }
        entry = best == NOWHERE ? NO_ENTRY : (long) level(best) << 32 | best;
    }

    /// Whether a search that begins at `node` comes to another one.
    boolean hasLinks(int node) {
        return (int) VOLATILE_INT.getAcquire(MEMORY, addressOf(node, 0)) >= 0;
    }

    static int nodeOf(long entry) {
        return (int) entry;
    }

    /// -1 for an empty graph.
    static int levelOf(long entry) {
        return (int) (entry >> 32);
    }

    /// The level of a node that has a place; -1 for one that has none.
    int level(int node) {
        int place = place(node);
        return place < 0 ? -1 : place >>> 1 & LEVEL_MAX;
    }

    boolean isLinked(int node) {
        int place = place(node);
        return place >= 0 && (place & 1) != 0;
    }

    /// Makes place for a node that is not linked and returns its level, drawn from its number: so
    /// it is the same whatever the order of insertion, and when the number is used again. Throws
    /// [io.digi.index.memory.MemoryRefusedException] if the budget refuses.
    int reserve(int node) {
        int place = place(node);
        return place >= 0 ? place >>> 1 & LEVEL_MAX : reserve(node, drawLevel(node));
    }

    /// The same with a given level, for a node that has no place yet.
    synchronized int reserve(int node, int level) {
        if (upperRowCount >= UPPER_ROWS_MAX - level) {
            throw new IllegalStateException(
                    "graph is full: it has %,d rows of upper levels; use a larger m"
                            .formatted(upperRowCount));
        }
        places.reserve(node + 1L);
        bottom.reserve(node + 1L);
        upper.reserve((long) upperRowCount + level);
        int place = upperRowCount << 5 | level << 1;
        upperRowCount += level;
        VOLATILE_INT.setRelease(MEMORY, places.addressOf(node), place);
        return level;
    }

    /// The node's own rows and codes are written; links to it may follow.
    void markLinked(int node) {
        VOLATILE_INT.setRelease(MEMORY, places.addressOf(node), place(node) | 1);
        nodeCount.accumulateAndGet(node + 1, Math::max);
        addedCount.incrementAndGet();
    }

    void markRemoved(int node) {
        VOLATILE_INT.setRelease(MEMORY, places.addressOf(node), place(node) & ~1);
    }

    /// Whether so many nodes were added that it is worth while to look at all of them for those
    /// that nothing leads to.
    boolean isConnectingDue() {
        int added = addedCount.get();
        return added > 0 && added >= nodeCount() / CONNECTED_DIVISOR;
    }

    /// All nodes can be reached.
    void connected() {
        addedCount.set(0);
    }

    boolean isRepairDue() {
        return repairDue;
    }

    void setRepairDue(boolean due) {
        repairDue = due;
    }

    /// Whoever asks for a row from now on fails on the bounds of an array, before the memory is
    /// freed.
    void close() {
        entry = NO_ENTRY;
        places.close();
        bottom.close();
        upper.close();
    }

    /// Copies the links of `node` on `level` into `links`; returns how many there are.
    int read(int node, int level, int[] links) {
        long address = addressOf(node, level);
        int max = settings.linkCountMax(level);
        int count = 0;
        while (count < max) {
            int link = MEMORY.get(INT, address + 4L * count);
            if (link < 0) {
                break;
            }
            links[count++] = link;
        }
        VarHandle.acquireFence();
        return count;
    }

    /// Replaces the links of `node` on `level`, whose lock the caller holds.
    void write(int node, int level, int[] links, int count) {
        long address = addressOf(node, level);
        int max = settings.linkCountMax(level);
        VarHandle.releaseFence();
        for (int i = 0; i < max; i++) {
            MEMORY.set(INT, address + 4L * i, i < count ? links[i] : NOWHERE);
        }
    }

    /// Adds a link behind the `count` that `node` has, whose lock the caller holds.
    void append(int node, int level, int count, int link) {
        VOLATILE_INT.setRelease(MEMORY, addressOf(node, level) + 4L * count, link);
    }

    long addressOf(int node, int level) {
        return level == 0
                ? bottom.addressOf(node)
                : upper.addressOf((place(node) >>> 5) + level - 1);
    }

    private int place(int node) {
        return node < places.capacity()
                ? (int) VOLATILE_INT.getAcquire(MEMORY, places.addressOf(node))
                : NOWHERE;
    }

    /// The number of nodes falls by `m` from level to level.
    private int drawLevel(int node) {
        long bits = mix(settings.seed() + node * 0x9e37_79b9_7f4a_7c15L);
        double uniform = ((bits >>> 11) + 1) * 0x1p-53;
        return (int) Math.min(LEVEL_MAX, -Math.log(uniform) * levelFactor);
    }

    /// Every bit of the result depends on every bit of `bits`.
    private static long mix(long bits) {
        long mixed = (bits ^ bits >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d0_49bb_1331_11ebL;
        return mixed ^ mixed >>> 31;
    }
}
