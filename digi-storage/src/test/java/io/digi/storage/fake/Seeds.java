package io.digi.storage.fake;

import java.util.stream.LongStream;

/// Seeds for random tests: as many as the effort says, or the one of `-Ddigi.seed`, to replay it.
final class Seeds {
    private Seeds() {}

    static LongStream of(int atEffortOne) {
        Long replayed = Long.getLong("digi.seed");
        return replayed != null
                ? LongStream.of(replayed)
                : LongStream.range(
                        0, (long) atEffortOne * Integer.getInteger("digi.test.effort", 1));
    }
}
