package io.digi.engine.plan;

import io.digi.model.query.QuantizationParams;

/// How many candidates a search on codes looks for, and how many of them it compares with the
/// originals. Measured on 100,000 embeddings of sentences: the ten nearest are among the first 10
/// by a code of 8 bits for .997 of them, of 4 bits for .954, among the first 20 of 2 bits for .990,
/// among the first 40 of 1 bit for .978.
///
/// @param bits of a code's element
/// @param efSearch candidates of a search, at least
record Candidates(int bits, int efSearch, QuantizationParams params) {
    /// Codes of fewer bits than these lose some of the nearest to any list that holds just them.
    private static final int RANKING_BITS = 4;

    /// What makes up for such codes when they are to be ignored: of 1 bit .999 of the nearest are
    /// found among ten times as many.
    private static final int IGNORE_FACTOR = 4;

    /// Keeping more costs little, and they are compared only where their errors ask for it.
    private static final long SCANNED_FACTOR = 4;

    private static final long FAR_FACTOR = 8;

    /// Size of the list of candidates from which `count` hits are taken.
    int listed(int count) {
        double asked = count * params.oversampling().orElse(oversampling());
        int listed = (int) Math.min(Integer.MAX_VALUE, Math.max(efSearch, Math.ceil(asked)));
        boolean widened = params.ignore() && bits < RANKING_BITS;
        return widened ? (int) Math.min(Integer.MAX_VALUE, (long) IGNORE_FACTOR * listed) : listed;
    }

    /// What codes of few bits need where the limit comes near the size of the list.
    private double oversampling() {
        return switch (bits) {
            case 1 -> 3;
            case 2 -> 2;
            default -> 1;
        };
    }

    /// How many of the list, the best by their codes, are compared with the originals.
    int compared(int listed, int count) {
        if (params.ignore() || params.rescore().orElse(true)) {
            return listed;
        }
        return (int) Math.min(listed, (long) count * timesWithoutRescoring());
    }

    /// How many a search keeps that looks at all codes: where the points that it may find are far
    /// from the query, coarse codes hardly tell them apart. How many of them are compared, the
    /// errors of the codes say.
    ///
    /// @param isAfterWalk whether the graph did not lead to what is wanted, which is far then
    int scanned(int listed, int count, boolean isAfterWalk) {
        int compared = compared(listed, count);
        boolean isOpen =
                bits < RANKING_BITS && compared == listed && params.oversampling().isEmpty();
        return isOpen
                ? (int)
                        Math.min(
                                Integer.MAX_VALUE,
                                (isAfterWalk ? FAR_FACTOR : SCANNED_FACTOR) * listed)
                : compared;
    }

    /// As few as there can be for an answer that is worth something.
    private int timesWithoutRescoring() {
        if (bits >= RANKING_BITS) {
            return 1;
        }
        return bits == 2 ? 2 : 4;
    }
}
