package io.digi.index.hnsw;

import io.digi.index.codes.AddressScorer;
import io.digi.index.codes.CodeModel;

/// Compares a query with codes that are in no graph, one after the other, and holds the last
/// query's result. While a batch is scored, the memory of the next is on its way. One thread;
/// nothing is allocated once its arrays have grown.
public final class CodeScan {
    private static final int BATCH = 64;

    /// Numbered codes.
    public interface Codes {
        /// Puts the next numbers and where their codes are into the arrays; returns how many, 0 at
        /// the end.
        int next(int[] numbers, long[] addresses);

        /// Where a code that was given out is.
        long addressOf(int number);
    }

    private final AddressScorer scorer;
    private final Pool pool = new Pool();
    private final float[] scores = new float[BATCH];
    private int[] numbers = new int[BATCH];
    private int[] nextNumbers = new int[BATCH];
    private long[] addresses = new long[BATCH];
    private long[] nextAddresses = new long[BATCH];
    private final BestEntries best = new BestEntries();
    private float[] errors = {};

    public CodeScan(CodeModel model) {
        this.scorer = new AddressScorer(model);
    }

    /// Finds the `wanted` nearest of some codes and returns how many there are.
    public int nearest(float[] query, int wanted, Codes codes) {
        best.clear(wanted);
        scorer.prepare(query);
        int count = codes.next(numbers, addresses);
        while (count > 0) {
            int nextCount = codes.next(nextNumbers, nextAddresses);
            scorer.prefetch(nextAddresses, nextCount);
            scorer.score(addresses, count, scores);
            best.addAll(numbers, scores, count);
            swap();
            count = nextCount;
        }
        best.moveTo(pool);
        readErrors(codes);
        return pool.size();
    }

    private void swap() {
        int[] doneNumbers = numbers;
        numbers = nextNumbers;
        nextNumbers = doneNumbers;
        long[] doneAddresses = addresses;
        addresses = nextAddresses;
        nextAddresses = doneAddresses;
    }

    private void readErrors(Codes codes) {
        if (errors.length < pool.size()) {
            errors = new float[pool.size()];
        }
        for (int rank = 0; rank < pool.size(); rank++) {
            errors[rank] = scorer.error(codes.addressOf(pool.node(rank)));
        }
    }

    /// A number of the last result; rank 0 is the nearest.
    public int number(int rank) {
        return pool.node(rank);
    }

    /// Its score as the codes estimate it; larger is nearer.
    public float score(int rank) {
        return pool.score(rank);
    }

    /// One standard error of that estimate, as [GraphSearcher#error] has it.
    public float error(int rank) {
        return errors[rank];
    }
}
