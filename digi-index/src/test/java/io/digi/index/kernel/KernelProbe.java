package io.digi.index.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Main class of the child JVMs of [KernelsIT]: prints which kernels run and what they score.
final class KernelProbe {
    static final int DIMENSION = 71;

    private KernelProbe() {}

    public static void main(String[] arguments) {
        System.out.println(Kernels.description());
        System.out.println("named module: " + Kernels.class.getModule().isNamed());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment rows = arena.allocate(4L * DIMENSION * 5);
            float[] query = new float[DIMENSION];
            for (int i = 0; i < DIMENSION; i++) {
                query[i] = i % 5;
                for (int row = 0; row < 5; row++) {
                    rows.set(FourRowKernel.FLOAT, 4L * (row * DIMENSION + i), (i + row) % 3);
                }
            }
            float[] scores = new float[5];
            for (Metric metric : Metric.values()) {
                Kernels.of(metric).scoreRows(query, rows, 0, 4L * DIMENSION, 5, scores);
                System.out.println(metric + " " + Arrays.toString(scores));
            }
        }
    }
}
