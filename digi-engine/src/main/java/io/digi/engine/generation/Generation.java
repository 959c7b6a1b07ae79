package io.digi.engine.generation;

import io.digi.engine.slot.SlotBatches;
import io.digi.engine.slot.SlotSet;
import io.digi.index.codes.CodeModel;
import io.digi.index.hnsw.GraphBuilder;
import io.digi.index.hnsw.GraphFilter;
import io.digi.index.hnsw.GraphSearcher;
import io.digi.index.hnsw.GraphSettings;
import io.digi.index.hnsw.NodeSet;
import io.digi.index.hnsw.VectorGraph;
import io.digi.index.hnsw.VectorSource;
import io.digi.index.memory.IntTable;
import io.digi.index.memory.LongTable;
import io.digi.index.memory.MemoryBudget;
import io.digi.index.memory.MemoryRefusedException;
import io.digi.index.memory.MemoryRegion;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// A graph over the vectors of one name, and which slot and row each of its nodes was made from.
///
/// **Nodes and slots.** A node stands for a slot as long as the slot's vector is the one that the
/// node was made from. When the vector is replaced or deleted, the slot leaves the set of linked
/// slots ([Linked]) and the node is *dead*: searches still pass through it, until it is removed.
/// `nodeOf` names the one node of a slot that may be found. A search is right whatever it meets
/// here, since it looks at slots of its own view only and scores them by their own rows; a table
/// that is newer than the view can cost recall, nothing else.
///
/// **Threads.** Any number of searches; one thread that builds (`append`, `remove`, and the threads
/// it lends to its [GraphBuilder]); and the one thread that orders the collection's writes (`bind`,
/// `moved`). Closed when no view knows it any more.
public final class Generation implements AutoCloseable {
    /// Of so many searches at the same time the scratch memory is kept.
    private static final int SEARCHES_KEPT_MAX = 64;

    private final GraphSettings settings;
    private final CodeModel model;
    private final VectorGraph graph;
    private final MemoryRegion tables;
    private final IntTable nodeSlots;
    private final LongTable nodeRows;
    private final IntTable slotNodes;
    private final ArrayBlockingQueue<Search> searches = new ArrayBlockingQueue<>(SEARCHES_KEPT_MAX);
    private final Queue<Integer> free = new ConcurrentLinkedQueue<>();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicInteger removedCount = new AtomicInteger();
    private volatile int nodeEnd;

    private Generation(
            VectorGraph graph, GraphSettings settings, CodeModel model, MemoryBudget budget) {
        this.settings = settings;
        this.model = model;
        this.graph = graph;
        this.tables = new MemoryRegion(budget, "graphs");
        this.nodeSlots = new IntTable(tables);
        this.nodeRows = new LongTable(tables);
        this.slotNodes = new IntTable(tables);
    }

    /// A generation without nodes. Throws [MemoryRefusedException].
    public static Generation create(GraphSettings settings, CodeModel model, MemoryBudget budget) {
        return of(VectorGraph.create(settings, model, budget), settings, model, budget);
    }

    static Generation of(
            VectorGraph graph, GraphSettings settings, CodeModel model, MemoryBudget budget) {
        return new Generation(graph, settings, model, budget);
    }

    public GraphSettings settings() {
        return settings;
    }

    /// Bits of a code's element.
    public int codeBits() {
        return model.bits();
    }

    CodeModel model() {
        return model;
    }

    VectorGraph graph() {
        return graph;
    }

    /// Nodes are numbered below this.
    public int nodeEnd() {
        return nodeEnd;
    }

    /// Nodes that are linked, dead ones included.
    int linkedCount() {
        return nodeEnd - removedCount.get();
    }

    /// The slot that a node was made for; negative for one that was removed.
    public int slotOf(int node) {
        return nodeSlots.get(node);
    }

    /// Where the elements of a node are.
    public long rowOf(int node) {
        return nodeRows.get(node);
    }

    /// The node that stands for a slot, or [IntTable#ABSENT].
    public int nodeOf(int slot) {
        return slotNodes.get(slot);
    }

    /// Changes since the last [#saved], about one per node.
    public long changesSinceSaved() {
        return changes.get();
    }

    void saved(long changesSaved) {
        changes.addAndGet(-changesSaved);
    }

    /// Tells a new node, not linked yet, what it is made from; returns its number. By the thread
    /// that builds. Throws [MemoryRefusedException].
    public int append(int slot, long row) {
        Integer reused = free.poll();
        int node = reused == null ? nodeEnd : reused;
        try {
            nodeRows.set(node, row);
            nodeSlots.set(node, slot);
        } catch (MemoryRefusedException e) {
            if (reused != null) {
                free.add(reused);
            }
            throw e;
        }
        if (reused == null) {
            nodeEnd = node + 1;
        } else {
            removedCount.decrementAndGet();
        }
        changes.incrementAndGet();
        return node;
    }

    /// Lets a node be found for its slot. By the thread that orders writes. Throws
    /// [MemoryRefusedException].
    public void bind(int slot, int node) {
        slotNodes.set(slot, node);
    }

    /// Notes that a slot's elements have moved to another row. By the thread that orders writes.
    public void moved(int slot, long from, long to) {
        int node = nodeOf(slot);
        if (node >= 0 && rowOf(node) == from) {
            nodeRows.set(node, to);
            changes.incrementAndGet();
        }
    }

    /// Links nodes, with the elements that `originals` has.
    public GraphBuilder builder(VectorSource originals) {
        return graph.builder(originals);
    }

    public boolean isLinked(int node) {
        return graph.contains(node);
    }

    /// Forgets those of some new nodes that were not linked after all. By the thread that builds.
    public void abandonUnlinked(int[] nodes) {
        int[] unlinked = Arrays.stream(nodes).filter(node -> !isLinked(node)).toArray();
        removed(unlinked);
        reuse(unlinked);
    }

    /// Notes that nodes were taken out of the graph. By the thread that builds.
    public void removed(int[] nodes) {
        for (int node : nodes) {
            nodeSlots.set(node, IntTable.ABSENT);
        }
        removedCount.addAndGet(nodes.length);
        changes.addAndGet(nodes.length);
    }

    /// Lets the numbers of removed nodes be used again. Once no view knows them.
    public void reuse(int[] nodes) {
        for (int node : nodes) {
            free.add(node);
        }
    }

    /// Nodes that stand for none of the slots that are linked, as long as nothing is being linked.
    public int[] dead(SlotSet linked) {
        return IntStream.range(0, nodeEnd)
                .filter(node -> isLinked(node) && !isAccepted(node, linked))
                .toArray();
    }

    /// Looks for about the `ef` nearest of some linked slots, and hands the first `most` of them by
    /// their codes to `found`; some twice, where the graph is being changed.
    ///
    /// @param how what a search does with nodes that are not accepted
    public void search(
            float[] query, int ef, int most, SlotSet accepted, GraphFilter how, FoundSlots found) {
        Search search = takeSearch();
        boolean looksAtAll = how == GraphFilter.NONE;
        if (!looksAtAll) {
            search.accepted.use(accepted, slotNodes.capacity());
        }
        int count =
                search.searcher.search(
                        query, ef, looksAtAll ? NodeSet.everything() : search.accepted, how);
        int handed = 0;
        for (int i = 0; i < count && handed < most; i++) {
            int slot = slotOf(search.searcher.node(i));
            // Where the graph was not asked to, what is not wanted is left out here.
            if (slot >= 0 && (!looksAtAll || accepted.contains(slot))) {
                found.add(slot, search.searcher.bestPossible(i));
                handed++;
            }
        }
        boolean _ = searches.offer(search);
    }

    /// Hands the nearest `count` of some slots that have codes to `found`, as their codes tell.
    /// Looks at each of them.
    public void scan(float[] query, int count, SlotSet slots, FoundSlots found) {
        Search search = takeSearch();
        SlotBatches batches = slots.batches();
        int scanned = search.searcher.scan(query, count, nodes -> nodesOf(batches, nodes));
        for (int i = 0; i < scanned; i++) {
            int slot = slotOf(search.searcher.node(i));
            if (slot >= 0 && slots.contains(slot)) {
                found.add(slot, search.searcher.bestPossible(i));
            }
        }
        boolean _ = searches.offer(search);
    }

    private int nodesOf(SlotBatches slots, int[] nodes) {
        int count = 0;
        for (int taken = slots.next(nodes); taken > 0 && count == 0; ) {
            for (int i = 0; i < taken; i++) {
                int node = slotNodes.get(nodes[i]);
                nodes[count] = node;
                count += node >= 0 ? 1 : 0;
            }
            taken = count == 0 ? slots.next(nodes) : taken;
        }
        return count;
    }

    private Search takeSearch() {
        Search idle = searches.poll();
        return idle != null
                ? idle
                : new Search(graph.searcher(), new AcceptedSlots(nodeSlots, slotNodes));
    }

    /// The scratch memory of a search.
    private record Search(GraphSearcher searcher, AcceptedSlots accepted) {}

    /// Whether a node is the one that may be found for its slot.
    boolean isBound(int node) {
        int slot = slotOf(node);
        return slot >= 0 && nodeOf(slot) == node;
    }

    private boolean isAccepted(int node, SlotSet accepted) {
        int slot = slotOf(node);
        return slot >= 0 && nodeOf(slot) == node && accepted.contains(slot);
    }

    public long memoryBytes() {
        return tables.chargedBytes() + graph.memoryBytes();
    }

    /// Frees everything. No search may be under way.
    @Override
    public void close() {
        searches.clear();
        graph.close();
        tables.close();
    }
}
