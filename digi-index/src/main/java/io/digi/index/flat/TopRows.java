package io.digi.index.flat;

import java.util.Arrays;

/// Keeps the best rows that it is given, at most `limit`: larger scores first, of equal scores the
/// smaller row. So its content depends on what it was given, not on the order, and a scan may be
/// divided between threads, a collector each, and merged. Not thread-safe itself.
///
/// A score of NaN comes from damaged memory and never gets in.
///
/// Inside: a binary heap over two arrays whose root is the worst row kept. Scores are held as
/// integers of the same order, `-0.0` as `0.0`.
public final class TopRows {
    private static final int INITIAL_CAPACITY = 64;
    private static final int NO_FLOOR = Integer.MIN_VALUE;

    private final int limit;
    private final int floorKey;
    private int[] keys;
    private long[] rows;
    private int count;
    private float bar;

    public TopRows(int limit) {
        this(limit, NO_FLOOR);
    }

    private TopRows(int limit, int floorKey) {
        if (limit < 0) {
            throw new IllegalArgumentException(
                    "limit is %d, must not be negative".formatted(limit));
        }
        this.limit = limit;
        this.floorKey = floorKey;
        this.keys = new int[Math.min(limit, INITIAL_CAPACITY)];
        this.rows = new long[keys.length];
        this.bar = openBar();
    }

    /// Only rows with a score strictly above `floor` get in.
    public static TopRows above(int limit, float floor) {
        if (Float.isNaN(floor)) {
            throw new IllegalArgumentException("floor of the scores is NaN");
        }
        return new TopRows(limit, keyOf(floor));
    }

    public int limit() {
        return limit;
    }

    public int count() {
        return count;
    }

    /// A score below this one cannot get in any more; one that is not below may.
    public float bar() {
        return bar;
    }

    public void add(long row, float score) {
        if (Float.isNaN(score)) {
            return;
        }
        int key = keyOf(score);
        if (key <= floorKey) {
            return;
        }
        if (count < limit) {
            push(key, row);
        } else if (limit > 0 && isWorse(keys[0], rows[0], key, row)) {
            sink(0, key, row);
        }
        if (count == limit && limit > 0) {
            bar = scoreOf(keys[0]);
        }
    }

    /// Adds what another collector kept.
    public void addAll(TopRows other) {
        for (int i = 0; i < other.count; i++) {
            add(other.rows[i], scoreOf(other.keys[i]));
        }
    }

    /// Takes everything out, the best first; the collector is empty and usable again.
    public ScoredRows drain() {
        int size = count;
        long[] bestRows = new long[size];
        float[] bestScores = new float[size];
        for (int rank = size - 1; rank >= 0; rank--) {
            bestRows[rank] = rows[0];
            bestScores[rank] = scoreOf(keys[0]);
            count--;
            sink(0, keys[count], rows[count]);
        }
        bar = openBar();
        return new ScoredRows(bestRows, bestScores);
    }

    /// The bar while there is place.
    private float openBar() {
        return floorKey == NO_FLOOR ? Float.NEGATIVE_INFINITY : scoreOf(floorKey);
    }

    private void push(int key, long row) {
        if (count == keys.length) {
            int capacity = (int) Math.min(limit, 2L * count);
            keys = Arrays.copyOf(keys, capacity);
            rows = Arrays.copyOf(rows, capacity);
        }
        int at = count++;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!isWorse(key, row, keys[parent], rows[parent])) {
                break;
            }
            move(parent, at);
            at = parent;
        }
        keys[at] = key;
        rows[at] = row;
    }

    /// Puts an entry where `start` is, or further down, so that no parent is better than a child.
    private void sink(int start, int key, long row) {
        int at = start;
        int child = 2 * at + 1;
        while (child < count) {
            if (child + 1 < count
                    && isWorse(keys[child + 1], rows[child + 1], keys[child], rows[child])) {
                child++;
            }
            if (!isWorse(keys[child], rows[child], key, row)) {
                break;
            }
            move(child, at);
            at = child;
            child = 2 * at + 1;
        }
        keys[at] = key;
        rows[at] = row;
    }

    private void move(int from, int to) {
        keys[to] = keys[from];
        rows[to] = rows[from];
    }

    private static boolean isWorse(int key, long row, int otherKey, long otherRow) {
        return key < otherKey || (key == otherKey && row > otherRow);
    }

    /// Integers in the order of the scores; adding 0 turns -0.0 into 0.0.
    private static int keyOf(float score) {
        int bits = Float.floatToRawIntBits(score + 0f);
        return bits ^ (bits >> 31 & Integer.MAX_VALUE);
    }

    private static float scoreOf(int key) {
        return Float.intBitsToFloat(key ^ (key >> 31 & Integer.MAX_VALUE));
    }
}
