package io.digi.engine.generation;

import io.digi.engine.slot.SlotSet;
import io.digi.index.hnsw.NodeSet;
import io.digi.index.memory.IntTable;
import java.util.Arrays;

/// The nodes that stand for some slots. A search asks for thousands of nodes, so the slots are laid
/// out as bits first. One search at a time.
final class AcceptedSlots implements NodeSet {
    private final IntTable nodeSlots;
    private final IntTable slotNodes;
    private long[] bits = {};

    AcceptedSlots(IntTable nodeSlots, IntTable slotNodes) {
        this.nodeSlots = nodeSlots;
        this.slotNodes = slotNodes;
    }

    /// @param slotEnd above all slots that have a node
    void use(SlotSet slots, long slotEnd) {
        int words = (int) ((slotEnd + 63) >>> 6);
        if (bits.length < words) {
            bits = new long[words];
        } else {
            Arrays.fill(bits, 0);
        }
        slots.setBits(bits);
    }

    @Override
    public boolean contains(int node) {
        int slot = nodeSlots.get(node);
        int word = slot >> 6;
        return word >= 0
                && word < bits.length
                && (bits[word] & 1L << slot) != 0
                && slotNodes.get(slot) == node;
    }
}
