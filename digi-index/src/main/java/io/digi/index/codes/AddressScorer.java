package io.digi.index.codes;

import java.util.stream.IntStream;

/// Scores codes that lie anywhere against a query, as [QueryScorer] does those of a table. One
/// thread, any number of queries; nothing is allocated once its arrays have grown.
public final class AddressScorer {
    private final QueryScorer scorer;
    private final long[] single = new long[1];
    private long[] batch = {};

    /// The places of a batch.
    private int[] places = {};

    public AddressScorer(CodeModel model) {
        this.scorer = new QueryScorer(new Batch(model));
    }

    /// Takes `query [dimension]`; what is scored next is scored against it.
    public void prepare(float[] query) {
        scorer.prepare(query);
    }

    /// Scores the codes at `addresses[0 .. count)` into `scores[0 .. count)`.
    public void score(long[] addresses, int count, float[] scores) {
        use(addresses, count);
        scorer.score(places, count, scores);
    }

    /// Asks for the memory of codes that are about to be scored.
    public void prefetch(long[] addresses, int count) {
        use(addresses, count);
        scorer.prefetch(places, count);
    }

    /// How far the score of the code at `address` may be off, as [QueryScorer#error] has it.
    public float error(long address) {
        single[0] = address;
        use(single, 1);
        return scorer.error(0);
    }

    private void use(long[] addresses, int count) {
        batch = addresses;
        if (places.length < count) {
            places = IntStream.range(0, count).toArray();
        }
    }

    private final class Batch implements CodePlaces {
        private final CodeModel model;

        Batch(CodeModel model) {
            this.model = model;
        }

        @Override
        public CodeModel model() {
            return model;
        }

        @Override
        public long addressOf(int node) {
            return batch[node];
        }

        @Override
        public void addressesOf(int[] nodes, int count, long[] addresses) {
            System.arraycopy(batch, 0, addresses, 0, count);
        }
    }
}
