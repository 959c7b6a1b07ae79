package io.digi.index.hnsw;

import io.digi.index.memory.MemoryBudget;
import io.digi.index.memory.MemoryRegion;

/// A graph of nodes for approximate nearest neighbour search [1], with their codes, in native
/// memory: nodes are numbered from 0 in the order of their insertion.
///
/// Any number of searchers and builders work at once, and searches take no lock. What they hold
/// open ends with [#close()], which the owner calls when no reader is left.
///
/// [1] Malkov, Yashunin, as in [GraphWalk].
public final class VectorGraph implements AutoCloseable {
    private static final String PURPOSE = "graph";

    private final GraphSettings settings;
    private final GraphCodes codes;
    private final MemoryBudget budget;
    private final MemoryRegion region;
    private final GraphLinks links;

    private VectorGraph(GraphSettings settings, GraphCodes codes, MemoryBudget budget) {
        this.settings = settings;
        this.codes = codes;
        this.budget = budget;
        this.region = new MemoryRegion(budget, PURPOSE);
        this.links = new GraphLinks(settings, region);
    }

    /// An empty graph; `codes`, empty too, are closed with it.
    public static VectorGraph create(
            GraphSettings settings, GraphCodes codes, MemoryBudget budget) {
        return new VectorGraph(settings, codes, budget);
    }

    public GraphSettings settings() {
        return settings;
    }

    /// Inserts and removes nodes whose vectors are in `originals`. It holds codes of its own, so it
    /// is closed when the work is done.
    public GraphBuilder builder(VectorSource originals) {
        return new GraphBuilder(this, originals);
    }

    /// For one thread; it is kept for many queries, as it holds their scratch memory.
    public GraphSearcher searcher() {
        return new GraphSearcher(links, codes.newQueryScorer());
    }

    /// All nodes have smaller numbers.
    public int nodeCount() {
        return links.nodeCount();
    }

    /// Whether `node` was added and not removed since.
    public boolean contains(int node) {
        return node >= 0 && links.isLinked(node);
    }

    /// Memory of links and codes.
    public long memoryBytes() {
        return region.chargedBytes() + codes.memoryBytes();
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
        region.close();
        codes.close();
    }
}
