package io.digi.engine.generation;

import io.digi.engine.slot.SlotSet;
import io.digi.index.codes.CodeModel;
import io.digi.index.hnsw.GraphBuilder;
import io.digi.index.hnsw.GraphSettings;
import io.digi.index.hnsw.VectorGraph;
import io.digi.index.hnsw.VectorSource;
import io.digi.index.memory.IntTable;
import io.digi.index.memory.LongTable;
import io.digi.index.memory.MemoryBudget;
import io.digi.index.memory.MemoryRefusedException;
import io.digi.index.memory.MemoryRegion;
import io.digi.model.id.TenantId;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// Codes of vectors of one name, of all points or of one tenant's, mostly with a graph over them,
/// and which slot and row each of its nodes was made from.
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
    private final Optional<TenantId> tenant;
    private final boolean hasLinks;
    private final GraphSettings settings;
    private final CodeModel model;
    private final VectorGraph graph;
    private final MemoryRegion tables;
    private final IntTable nodeSlots;
    private final LongTable nodeRows;
    private final IntTable slotNodes;
    private final CodeSearches searches;
    private final Queue<Integer> free = new ConcurrentLinkedQueue<>();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicInteger removedCount = new AtomicInteger();
    private volatile int nodeEnd;

    private Generation(
            VectorGraph graph,
            GraphSettings settings,
            CodeModel model,
            Optional<TenantId> tenant,
            boolean hasLinks,
            MemoryBudget budget) {
        this.tenant = tenant;
        this.hasLinks = hasLinks;
        this.settings = settings;
        this.model = model;
        this.graph = graph;
        this.tables = new MemoryRegion(budget, "graphs");
        this.nodeSlots = new IntTable(tables);
        this.nodeRows = new LongTable(tables);
        this.slotNodes = new IntTable(tables);
        this.searches = new CodeSearches(graph, nodeSlots, slotNodes);
    }

    /// A generation without nodes. Throws [MemoryRefusedException].
    public static Generation create(IndexPlan plan, CodeModel model, MemoryBudget budget) {
        return new Generation(
                VectorGraph.create(plan.graph(), model, budget),
                plan.graph(),
                model,
                plan.tenant(),
                plan.hasLinks(),
                budget);
    }

    /// The generation of a graph that was read.
    static Generation of(
            VectorGraph graph, CodeModel model, Optional<TenantId> tenant, MemoryBudget budget) {
        return new Generation(graph, graph.settings(), model, tenant, /* hasLinks= */ true, budget);
    }

    /// Whose vectors it holds; empty for those of no tenant that has a generation of its own.
    public Optional<TenantId> tenant() {
        return tenant;
    }

    /// Whether its nodes are linked. Where they are not, searches look at all codes.
    public boolean hasLinks() {
        return hasLinks;
    }

    public GraphSettings settings() {
        return settings;
    }

    /// Bits of a code's element.
    public int codeBits() {
        return model.bits();
    }

    public int dimension() {
        return model.dimension();
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

    /// Gives a new node, which is not to be linked, its code. By the thread that builds.
    public void encode(int node, float[] elements) {
        graph.encode(node, elements);
    }

    /// Whether a node that was appended is as searches need it.
    public boolean isLinked(int node) {
        return hasLinks ? graph.contains(node) : slotOf(node) >= 0;
    }

    /// Forgets those of some new nodes that were not linked after all. By the thread that builds.
    public void abandonUnlinked(int[] nodes) {
        abandon(Arrays.stream(nodes).filter(node -> !isLinked(node)).toArray());
    }

    /// Forgets new nodes that are in no graph.
    public void abandon(int[] nodes) {
        removed(nodes);
        reuse(nodes);
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

    /// Looks for about the nearest of some linked slots and hands them to `found`; some twice,
    /// where the graph is being changed. Returns false if it gave up.
    public boolean search(float[] query, CodeWalk walk, SlotSet accepted, FoundSlots found) {
        return searches.search(query, walk, accepted, found);
    }

    /// Hands the nearest `count` of some slots that have codes to `found`, as their codes tell.
    /// Looks at each of them.
    public void scan(float[] query, int count, SlotSet slots, FoundSlots found) {
        searches.scan(query, count, slots, found);
    }

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
