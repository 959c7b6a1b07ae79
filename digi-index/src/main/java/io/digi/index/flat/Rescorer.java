package io.digi.index.flat;

import io.digi.index.address.AllMemory;
import io.digi.index.kernel.RowKernel;

/// Scores candidates of a search on codes again with their vectors, from the best estimate on, and
/// stops where no further one can get among the best any more. For one thread, any number of
/// queries; but for its result it allocates nothing.
///
/// Rows are read in batches, so that the misses of several run side by side: what a row costs is
/// memory traffic, `4 · dimension` bytes of it.
public final class Rescorer {
    private static final int BATCH = 16;

    private final RowKernel kernel;
    private final long[] addresses = new long[BATCH];
    private final float[] scores = new float[BATCH];

    public Rescorer(RowKernel kernel) {
        this.kernel = kernel;
    }

    /// Returns the best `limit` of the candidates by their vectors. `query [dimension]` is
    /// normalised for cosine.
    public ScoredRows rescore(float[] query, Candidates candidates, int limit) {
        TopRows best = new TopRows(limit);
        int count = candidates.count();
        for (int from = 0; from < count; from += BATCH) {
            if (best.count() == limit && candidates.bestPossible(from) < best.bar()) {
                break;
            }
            rescore(query, candidates, from, Math.min(BATCH, count - from), best);
        }
        return best.drain();
    }

    private void rescore(float[] query, Candidates candidates, int from, int count, TopRows best) {
        for (int i = 0; i < count; i++) {
            addresses[i] = candidates.addressOf(from + i);
        }
        kernel.scoreOffsets(query, AllMemory.SEGMENT, addresses, count, scores);
        for (int i = 0; i < count; i++) {
            best.add(candidates.row(from + i), scores[i]);
        }
    }
}
