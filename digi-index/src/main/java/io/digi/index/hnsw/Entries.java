package io.digi.index.hnsw;

/// A node and its score in one `long`, so that sorting is comparing: the smaller entry is the
/// nearer one, of equal scores the one with the smaller node.
///
/// ```text
/// bits 63-32  score, as an integer of the opposite order
/// bits 31-1   node
/// bit 0       the node's neighbours were looked at
/// ```
final class Entries {
    static final long EXPANDED = 1;

    private Entries() {}

    static long of(int node, float score) {
        return (long) keyOf(score) << 32 | (node << 1 & 0xffff_ffffL);
    }

    static int node(long entry) {
        return (int) entry >>> 1;
    }

    static float score(long entry) {
        int order = ~(int) (entry >> 32);
        return Float.intBitsToFloat(order ^ (order >> 31 & Integer.MAX_VALUE));
    }

    static int keyOf(float score) {
        int bits = Float.floatToRawIntBits(score);
        return ~(bits ^ (bits >> 31 & Integer.MAX_VALUE));
    }
}
