package io.digi.engine.plan;

import io.digi.engine.extent.RowSpans;
import io.digi.index.address.AllMemory;
import io.digi.index.flat.TopRows;
import io.digi.index.kernel.RowKernel;
import io.digi.model.engine.Call;
import java.util.function.IntToLongFunction;

/// Compares candidates with their rows, from the one that may be best on, and stops where hardly
/// any can get among the best any more. In the result a candidate stands as its [#mark].
///
/// Rows are compared in batches, so that what they wait for in memory comes side by side.
final class Rescoring {
    private static final int BATCH = 16;

    /// What the rest may be worth is looked at again after a batch, or after this part of what was
    /// compared, so that long lists are not added up for each batch.
    private static final int LOOKS = 8;

    /// So much of a hit may be missed for each that is asked for. The chances are on the safe side:
    /// estimates that look good are too good more often than not. Measured on 100,000 embeddings
    /// with codes of 1 bit, recall falls by .0005 to .001, and a third of the comparisons is saved.
    private static final float MISSED_MAX = 0.04f;

    private final Call call;
    private final RowKernel kernel;
    private final float[] query;
    private final RowSpans spans;
    private final IntToLongFunction rowOf;
    private final long[] addresses = new long[BATCH];
    private final float[] scores = new float[BATCH];

    /// @param rowOf the row of a slot
    Rescoring(Call call, RowKernel kernel, float[] query, RowSpans spans, IntToLongFunction rowOf) {
        this.call = call;
        this.kernel = kernel;
        this.query = query;
        this.spans = spans;
        this.rowOf = rowOf;
    }

    /// Stands for the candidate of a rank where rows, which are not negative, stand for themselves.
    static long mark(int rank) {
        return ~(long) rank;
    }

    static boolean isMark(long row) {
        return row < 0;
    }

    /// The rank that a mark stands for.
    static int rank(long mark) {
        return (int) ~mark;
    }

    /// Offers candidates, which are sorted, to `best`. As long as that is not full, all that have
    /// any chance are compared; then, until no more of the rest are to be expected among the best
    /// than may be missed. Returns how many were compared.
    ///
    /// @param hitCount how many of the best are hits
    /// @param least so many are compared in any case, if there are so many
    int compare(CandidateSlots candidates, int hitCount, int least, TopRows best) {
        int from = 0;
        while (from < candidates.count()
                && (from < least || isWorthIt(candidates, from, hitCount, best))) {
            call.check("search");
            int to = Math.min(candidates.count(), from + Math.max(BATCH, from / LOOKS));
            score(candidates, from, to, best);
            from = to;
        }
        return from;
    }

    private static boolean isWorthIt(
            CandidateSlots candidates, int from, int hitCount, TopRows best) {
        if (best.count() < best.limit()) {
            return candidates.expectedAbove(best.bar(), from, Float.MIN_VALUE) > 0;
        }
        float missed = MISSED_MAX * hitCount;
        return candidates.expectedAbove(best.bar(), from, missed) >= missed;
    }

    private void score(CandidateSlots candidates, int from, int to, TopRows best) {
        for (int start = from; start < to; start += BATCH) {
            int batch = Math.min(BATCH, to - start);
            for (int i = 0; i < batch; i++) {
                addresses[i] = spans.bytes(rowOf.applyAsLong(candidates.slot(start + i))).address();
            }
            kernel.scoreOffsets(query, AllMemory.SEGMENT, addresses, batch, scores);
            for (int i = 0; i < batch; i++) {
                best.add(mark(start + i), scores[i]);
            }
        }
    }
}
