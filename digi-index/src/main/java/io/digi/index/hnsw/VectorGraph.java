package io.digi.index.hnsw;

import io.digi.index.codes.CodeLayout;
import io.digi.index.codes.CodeModel;
import io.digi.index.memory.MemoryBudget;
import io.digi.index.memory.MemoryRegion;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/// A graph of nodes for approximate nearest neighbour search [1], with their codes, in native
/// memory: nodes are numbered from 0 in the order of their insertion.
///
/// Any number of searchers work at once, and one builder with any number of threads; searches take
/// no lock. The owner calls [#close()] when the builder is closed and no search is to come; one
/// that comes nevertheless throws, and one that is under way is waited for.
///
/// [1] Malkov, Yashunin, as in [GraphWalk].
public final class VectorGraph implements AutoCloseable {
    private static final String PURPOSE = "graph";

    private final GraphSettings settings;
    private final GraphCodes codes;
    private final MemoryBudget budget;
    private final MemoryRegion region;
    private final GraphLinks links;
    private final Readers readers = new Readers();
    private final AtomicBoolean building = new AtomicBoolean();

    private VectorGraph(GraphSettings settings, GraphCodes codes, MemoryBudget budget) {
        this.settings = settings;
        this.codes = codes;
        this.budget = budget;
        this.region = new MemoryRegion(budget, PURPOSE);
        this.links = new GraphLinks(settings, region);
    }

    /// An empty graph whose searches go by codes of `model`.
    public static VectorGraph create(GraphSettings settings, CodeModel model, MemoryBudget budget) {
        return create(settings, new TableCodes(model, budget), budget);
    }

    /// The graph that a [GraphImage] wrote, on codes of the same model. Throws
    /// [DamagedGraphException] if the bytes contradict themselves, the settings or the model,
    /// [io.digi.index.memory.MemoryRefusedException] if the budget refuses, and what the source
    /// throws.
    public static VectorGraph read(
            GraphSettings settings, CodeModel model, MemoryBudget budget, ByteSource source)
            throws IOException {
        return read(settings, new TableCodes(model, budget), budget, source);
    }

    /// About how much memory a graph of so many nodes takes, told before there is one.
    public static long estimatedBytes(GraphSettings settings, CodeLayout codes, long nodeCount) {
        return GraphLinks.estimatedBytes(settings, nodeCount) + nodeCount * codes.strideBytes();
    }

    /// About how much more is taken while a graph of so many nodes is built from nothing.
    public static long estimatedBuildBytes(CodeLayout codes, long nodeCount) {
        return nodeCount * TableCodes.buildLayout(codes).strideBytes();
    }

    /// On other codes, which are empty and are closed with the graph.
    static VectorGraph create(GraphSettings settings, GraphCodes codes, MemoryBudget budget) {
        return new VectorGraph(settings, codes, budget);
    }

    /// On other codes, which are closed too if it throws.
    static VectorGraph read(
            GraphSettings settings, GraphCodes codes, MemoryBudget budget, ByteSource source)
            throws IOException {
        VectorGraph graph = create(settings, codes, budget);
        boolean read = false;
        try {
            new GraphReader(graph, source).read();
            read = true;
            return graph;
        } finally {
            if (!read) {
                graph.close();
            }
        }
    }

    public GraphSettings settings() {
        return settings;
    }

    /// Inserts and removes nodes whose vectors are in `originals`. It holds codes of its own, so it
    /// is closed when the work is done. Throws [IllegalStateException] while another one is open.
    public GraphBuilder builder(VectorSource originals) {
        return builder(originals, BuildCodes.KEPT_BYTES);
    }

    /// @param keptBytes in place of [BuildCodes#KEPT_BYTES]
    GraphBuilder builder(VectorSource originals, long keptBytes) {
        if (!building.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "the graph has a builder already: close it before another one is opened");
        }
        boolean opened = false;
        try {
            GraphBuilder builder = new GraphBuilder(this, originals, keptBytes);
            opened = true;
            return builder;
        } finally {
            building.set(opened);
        }
    }

    /// Gives `node` a code without a place in the graph: scans can compare it. By one thread at a
    /// time for a node. Throws [io.digi.index.memory.MemoryRefusedException] if the budget refuses.
    public void encode(int node, float[] vector) {
        codes.reserve(node + 1);
        codes.encode(vector, node);
    }

    void builderClosed() {
        building.set(false);
    }

    /// For one thread; it is kept for many queries, as it holds their scratch memory.
    public GraphSearcher searcher() {
        return new GraphSearcher(links, codes.newQueryScorer(), readers);
    }

    /// All nodes have smaller numbers.
    public int nodeCount() {
        return links.nodeCount();
    }

    /// Whether `node` was added and not removed since.
    public boolean contains(int node) {
        return node >= 0 && links.isLinked(node);
    }

    /// Whether `node` has the code of `vector [dimension]`, rounding apart. For checks: it takes
    /// its time.
    public boolean isCodeOf(int node, float[] vector) {
        int stripe = readers.enter();
        try {
            return codes.isCodeOf(node, vector);
        } finally {
            readers.leave(stripe);
        }
    }

    /// Memory of links and codes.
    public long memoryBytes() {
        return region.chargedBytes() + codes.memoryBytes();
    }

    /// The graph as bytes, all numbers kept.
    public GraphImage image() {
        return new GraphImage(this, IntStream.range(0, nodeCount()).toArray());
    }

    /// The graph as bytes, with other numbers: `order [i]` is the node that gets number `i`, and
    /// nodes that are not in it are left out.
    public GraphImage image(int[] order) {
        return new GraphImage(this, order);
    }

    /// All linked nodes in the order in which they are met from the entry point: neighbours lie
    /// close to each other then, which saves a search some waiting.
    public int[] breadthFirstOrder() {
        return BreadthFirst.order(links);
    }

    GraphLinks links() {
        return links;
    }

    GraphCodes codes() {
        return codes;
    }

    MemoryBudget budget() {
        return budget;
    }

    @Override
    public void close() {
        readers.close();
        links.close();
        region.close();
        codes.close();
    }
}
