package io.digi.index.flat;

import io.digi.index.kernel.RowKernel;
import io.digi.index.memory.RowBlock;
import java.util.Arrays;

/// An exact scan for one query by one thread. The caller hands it block after block, looks at its
/// deadline between them, and may share the blocks between several scans with a collector each.
///
/// Runs of rows are scored where they lie; rows that stand alone are gathered and scored by their
/// offsets. Nothing is allocated per block or row.
public final class FlatSearch {
    private static final int BATCH = 128;

    /// Shorter runs are gathered: a call of the kernel per run would cost more than its rows.
    private static final int RUN_MIN = 8;

    private final RowKernel kernel;
    private final float[] query;
    private final float[] scores = new float[BATCH];
    private final long[] offsets = new long[BATCH];
    private final long[] gathered = new long[BATCH];

    /// `query [dimension]` belongs to this scan until it is done; for cosine it is normalised.
    public FlatSearch(RowKernel kernel, float[] query) {
        this.kernel = kernel;
        this.query = query;
    }

    /// Offers every row of `block` that is in `permitted` to `best`.
    public void collect(RowBlock block, RowSet permitted, TopRows best) {
        requireDimension(block);
        int pending = 0;
        long row = permitted.nextRow(block.firstRow());
        while (row < block.endRow()) {
            long end = Math.min(permitted.nextGap(row), block.endRow());
            if (end - row >= RUN_MIN) {
                collectRun(block, row, end, best);
            } else {
                for (; row < end; row++) {
                    pending = gather(block, row, pending, best);
                }
            }
            row = permitted.nextRow(end);
        }
        collectGathered(block, pending, best);
    }

    /// Scores every row of `block`: row `block.firstRow() + i` into `all[i]`. Rows that are not in
    /// `permitted` get NaN, which no [TopRows] takes. For searches whose filter is evaluated
    /// lazily, on the best rows first.
    public void scoreAll(RowBlock block, RowSet permitted, float[] all) {
        requireDimension(block);
        if (all.length < block.rowCount()) {
            throw new IllegalArgumentException(
                    "place for %d scores, but the block has %d rows"
                            .formatted(all.length, block.rowCount()));
        }
        Arrays.fill(all, 0, block.rowCount(), Float.NaN);
        long row = permitted.nextRow(block.firstRow());
        while (row < block.endRow()) {
            long end = Math.min(permitted.nextGap(row), block.endRow());
            for (long at = row; at < end; at += BATCH) {
                int count = scoreBatch(block, at, end);
                System.arraycopy(scores, 0, all, (int) (at - block.firstRow()), count);
            }
            row = permitted.nextRow(end);
        }
    }

    private void collectRun(RowBlock block, long row, long end, TopRows best) {
        for (long at = row; at < end; at += BATCH) {
            int count = scoreBatch(block, at, end);
            for (int i = 0; i < count; i++) {
                if (scores[i] >= best.bar()) {
                    best.add(at + i, scores[i]);
                }
            }
        }
    }

    private int scoreBatch(RowBlock block, long row, long end) {
        int count = (int) Math.min(BATCH, end - row);
        kernel.scoreRows(
                query,
                block.memory(),
                block.offsetOf(row),
                block.layout().strideBytes(),
                count,
                scores);
        return count;
    }

    private int gather(RowBlock block, long row, int pending, TopRows best) {
        gathered[pending] = row;
        offsets[pending] = block.offsetOf(row);
        if (pending + 1 < BATCH) {
            return pending + 1;
        }
        collectGathered(block, BATCH, best);
        return 0;
    }

    private void collectGathered(RowBlock block, int count, TopRows best) {
        kernel.scoreOffsets(query, block.memory(), offsets, count, scores);
        for (int i = 0; i < count; i++) {
            if (scores[i] >= best.bar()) {
                best.add(gathered[i], scores[i]);
            }
        }
    }

    private void requireDimension(RowBlock block) {
        if (block.layout().dimension() != query.length) {
            throw new IllegalArgumentException(
                    "query has dimension %d, rows have %d"
                            .formatted(query.length, block.layout().dimension()));
        }
    }
}
