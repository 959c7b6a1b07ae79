package io.digi.index.hnsw;

import java.util.concurrent.locks.ReentrantLock;

/// A lock for each node's rows, shared by nodes of equal low bits. Whoever holds one takes no other
/// and does some microseconds of work: what is compared under it was read and encoded before, but
/// for nodes that came into the row in between.
final class NodeLocks {
    private static final int STRIPES = 1 << 11;

    private final ReentrantLock[] locks = new ReentrantLock[STRIPES];

    NodeLocks() {
        for (int i = 0; i < STRIPES; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    ReentrantLock of(int node) {
        return locks[node & STRIPES - 1];
    }
}
