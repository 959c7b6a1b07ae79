package io.digi.bench.data;

import io.digi.index.flat.RowSet;
import java.util.BitSet;

/// The rows whose bits are set. The bits must not change any more.
public final class BitRows implements RowSet {
    private final BitSet bits;

    public BitRows(BitSet bits) {
        this.bits = bits;
    }

    @Override
    public boolean contains(long row) {
        return row < bits.length() && bits.get((int) row);
    }

    @Override
    public long nextRow(long from) {
        int next = from < bits.length() ? bits.nextSetBit((int) from) : -1;
        return next < 0 ? NONE : next;
    }

    @Override
    public long nextGap(long from) {
        return from < bits.length() ? bits.nextClearBit((int) from) : from;
    }
}
