package io.digi.engine.generation;

import io.digi.engine.slot.SlotBatches;
import io.digi.engine.slot.SlotSet;
import io.digi.index.hnsw.GraphFilter;
import io.digi.index.hnsw.GraphSearcher;
import io.digi.index.hnsw.NodeSet;
import io.digi.index.hnsw.VectorGraph;
import io.digi.index.memory.IntTable;
import java.util.concurrent.ArrayBlockingQueue;

/// Searches the codes of a [Generation] for slots, any number at a time.
final class CodeSearches {
    /// Of so many searches at the same time the scratch memory is kept.
    private static final int KEPT_MAX = 64;

    private final VectorGraph graph;
    private final IntTable nodeSlots;
    private final IntTable slotNodes;
    private final ArrayBlockingQueue<Search> idleSearches = new ArrayBlockingQueue<>(KEPT_MAX);

    CodeSearches(VectorGraph graph, IntTable nodeSlots, IntTable slotNodes) {
        this.graph = graph;
        this.nodeSlots = nodeSlots;
        this.slotNodes = slotNodes;
    }

    /// Looks for about the nearest of some linked slots and hands them to `found`; some twice,
    /// where the graph is being changed. Returns false if it gave up.
    boolean search(float[] query, CodeWalk walk, SlotSet accepted, FoundSlots found) {
        Search search = take();
        boolean looksAtAll = walk.how() == GraphFilter.NONE;
        if (!looksAtAll) {
            search.accepted.use(accepted, slotNodes.capacity());
        }
        int count =
                search.searcher.search(
                        query,
                        walk.ef(),
                        looksAtAll ? NodeSet.everything() : search.accepted,
                        walk.how(),
                        walk.shareMin());
        int handed = 0;
        for (int i = 0; i < count && handed < walk.most(); i++) {
            int slot = nodeSlots.get(search.searcher.node(i));
            // Where the graph was not asked to, what is not wanted is left out here.
            if (slot >= 0 && (!looksAtAll || accepted.contains(slot))) {
                found.add(slot, search.searcher.score(i), search.searcher.error(i));
                handed++;
            }
        }
        boolean isAstray = search.searcher.isAstray();
        boolean _ = idleSearches.offer(search);
        return !isAstray;
    }

    /// Hands the nearest `count` of some slots that have codes to `found`, as their codes tell.
    /// Looks at each of them.
    void scan(float[] query, int count, SlotSet slots, FoundSlots found) {
        Search search = take();
        SlotBatches batches = slots.batches();
        int scanned = search.searcher.scan(query, count, nodes -> nodesOf(batches, nodes));
        for (int i = 0; i < scanned; i++) {
            int slot = nodeSlots.get(search.searcher.node(i));
            // A node is used for another slot only once no view knows it.
            if (slot >= 0) {
                assert slots.contains(slot) : slot;
                found.add(slot, search.searcher.score(i), search.searcher.error(i));
            }
        }
        boolean _ = idleSearches.offer(search);
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

    private Search take() {
        Search idle = idleSearches.poll();
        return idle != null
                ? idle
                : new Search(graph.searcher(), new AcceptedSlots(nodeSlots, slotNodes));
    }

    /// The scratch memory of a search.
    private record Search(GraphSearcher searcher, AcceptedSlots accepted) {}

    void clear() {
        idleSearches.clear();
    }
}
