package io.digi.engine.slot;

import org.roaringbitmap.Container;

/// The operations on two sets of chunks: one walk over both lists of keys. Operands are only read;
/// a result may share chunks with them.
final class ChunkAlgebra {
    private ChunkAlgebra() {}

    static SlotSet and(ChunkedSlots a, ChunkedSlots b) {
        int room = Math.min(a.chunkCount(), b.chunkCount());
        Result result = new Result(room);
        int i = 0;
        int j = 0;
        while (i < a.chunkCount() && j < b.chunkCount()) {
            int order = Character.compare(a.key(i), b.key(j));
            if (order == 0) {
                result.append(a.key(i), and(a.chunk(i++), b.chunk(j++)));
            } else if (order < 0) {
                i++;
            } else {
                j++;
            }
        }
        return result.toSet();
    }

    /// Live points mostly fill their chunks, so that a look at the ends saves the work.
    private static Container and(Container mine, Container other) {
        if (ChunkedSlots.isShared(mine, other) || isWithin(mine, other)) {
            return mine;
        }
        return isWithin(other, mine) ? other : mine.and(other);
    }

    /// Whether a chunk is known to lie in another one, which has no gaps.
    private static boolean isWithin(Container inner, Container outer) {
        int first = outer.first();
        int last = outer.last();
        return outer.getCardinality() == last - first + 1
                && first <= inner.first()
                && inner.last() <= last;
    }

    static int andCardinality(ChunkedSlots a, ChunkedSlots b) {
        int cardinality = 0;
        int i = 0;
        int j = 0;
        while (i < a.chunkCount() && j < b.chunkCount()) {
            int order = Character.compare(a.key(i), b.key(j));
            if (order == 0) {
                cardinality += a.chunk(i++).andCardinality(b.chunk(j++));
            } else if (order < 0) {
                i++;
            } else {
                j++;
            }
        }
        return cardinality;
    }

    static SlotSet or(ChunkedSlots a, ChunkedSlots b) {
        Result result = new Result(a.chunkCount() + b.chunkCount());
        int i = 0;
        int j = 0;
        while (i < a.chunkCount() || j < b.chunkCount()) {
            int order = order(a, i, b, j);
            if (order == 0) {
                Container mine = a.chunk(i);
                Container other = b.chunk(j++);
                result.append(
                        a.key(i++), ChunkedSlots.isShared(mine, other) ? mine : mine.or(other));
            } else if (order < 0) {
                result.append(a.key(i), a.chunk(i++));
            } else {
                result.append(b.key(j), b.chunk(j++));
            }
        }
        return result.toSet();
    }

    static SlotSet andNot(ChunkedSlots a, ChunkedSlots b) {
        Result result = new Result(a.chunkCount());
        int j = 0;
        for (int i = 0; i < a.chunkCount(); i++) {
            while (j < b.chunkCount() && b.key(j) < a.key(i)) {
                j++;
            }
            Container mine = a.chunk(i);
            if (j == b.chunkCount() || b.key(j) != a.key(i)) {
                result.append(a.key(i), mine);
            } else if (!ChunkedSlots.isShared(mine, b.chunk(j))) {
                result.append(a.key(i), mine.andNot(b.chunk(j)));
            }
        }
        return result.toSet();
    }

    /// A list that has ended comes last.
    private static int order(ChunkedSlots a, int i, ChunkedSlots b, int j) {
        if (i == a.chunkCount()) {
            return 1;
        }
        return j == b.chunkCount() ? -1 : Character.compare(a.key(i), b.key(j));
    }

    private static final class Result {
        private final char[] keys;
        private final Container[] chunks;
        private int count;

        Result(int room) {
            keys = new char[room];
            chunks = new Container[room];
        }

        void append(char key, Container chunk) {
            keys[count] = key;
            chunks[count++] = chunk;
        }

        SlotSet toSet() {
            return ChunkedSlots.of(keys, chunks, count);
        }
    }
}
