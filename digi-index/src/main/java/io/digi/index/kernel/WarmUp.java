package io.digi.index.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Runs kernels on synthetic rows so that C2 compiles them for what they will meet: dimensions with
/// and without a tail, metrics in turn. After one metric at a time, part of the compiled code would
/// be thrown away when the next one comes.
final class WarmUp {
    private static final int[] DIMENSIONS = {100, 256};
    private static final int ROUNDS = 4;
    private static final int CALLS_PER_ROUND = 400;
    private static final int ROW_COUNT = 33;

    private final RowKernel[] kernels;
    private final MemorySegment rows;
    private final float[] scores = new float[ROW_COUNT];
    private long scored;

    private WarmUp(RowKernel[] kernels, MemorySegment rows) {
        this.kernels = kernels;
        this.rows = rows;
    }

    /// Returns how many rows were scored.
    static long run(RowKernel... kernels) {
        int dimensionMax = DIMENSIONS[DIMENSIONS.length - 1];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment rows = arena.allocate(4L * dimensionMax * ROW_COUNT, 64);
            for (long at = 0; at < rows.byteSize(); at += 4) {
                rows.set(FourRowKernel.FLOAT, at, at % 17 - 8f);
            }
            WarmUp warmUp = new WarmUp(kernels, rows);
            for (int round = 0; round < ROUNDS; round++) {
                warmUp.runRound();
            }
            return warmUp.scored;
        }
    }

    private void runRound() {
        for (RowKernel kernel : kernels) {
            for (int dimension : DIMENSIONS) {
                score(kernel, dimension);
            }
        }
    }

    private void score(RowKernel kernel, int dimension) {
        float[] query = new float[dimension];
        long stride = 4L * dimension;
        long[] offsets = new long[ROW_COUNT];
        for (int i = 0; i < ROW_COUNT; i++) {
            query[i] = i % 5 - 2f;
            offsets[i] = i * stride;
        }
        for (int i = 0; i < CALLS_PER_ROUND; i++) {
            kernel.scoreRows(query, rows, 0, stride, ROW_COUNT, scores);
            kernel.scoreOffsets(query, rows, offsets, ROW_COUNT, scores);
            scored += 2 * ROW_COUNT;
        }
    }
}
