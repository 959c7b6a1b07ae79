package io.digi.index.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The kernels of this JVM, chosen once: on the Vector API where its module is present and C2
/// compiles it to wide instructions, else plain. The system property `digi.kernel` forces `plain`
/// or `vector`; a value that cannot be followed fails the first use of this class.
public final class Kernels {
    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    private static final KernelChoice CHOICE = choose();
    private static final RowKernel DOT = chosen(Metric.DOT);
    private static final RowKernel EUCLID = chosen(Metric.EUCLID);
    private static final RowKernel MANHATTAN = chosen(Metric.MANHATTAN);

    private static final int WARM_UP_DIMENSION = 256;
    private static final int WARM_UP_ROWS = 7;
    private static final int WARM_UP_CALLS = 4_000;

    private Kernels() {}

    public static RowKernel of(Metric metric) {
        return switch (metric) {
            case DOT -> DOT;
            case EUCLID -> EUCLID;
            case MANHATTAN -> MANHATTAN;
        };
    }

    /// Which kernels run and why, for the log: `vector kernels, 512 bits`.
    public static String description() {
        return CHOICE.description();
    }

    /// Scores a fixed number of synthetic rows, enough for C2 to compile every kernel, and returns
    /// how many. Call it once at start, off the path to the first answer: queries that come earlier
    /// are answered by the same kernels, slower.
    public static long warmUp() {
        try (Arena arena = Arena.ofConfined()) {
            long rowSize = 4L * WARM_UP_DIMENSION;
            MemorySegment rows = arena.allocate(rowSize * WARM_UP_ROWS, 64);
            for (Metric metric : Metric.values()) {
                warmUp(of(metric), rows, rowSize);
            }
        }
        return (long) Metric.values().length * WARM_UP_CALLS * WARM_UP_ROWS * 2;
    }

    static RowKernel plain(Metric metric) {
        return switch (metric) {
            case DOT -> new PlainDot();
            case EUCLID -> new PlainEuclid();
            case MANHATTAN -> new PlainManhattan();
        };
    }

    private static void warmUp(RowKernel kernel, MemorySegment rows, long rowSize) {
        float[] query = new float[WARM_UP_DIMENSION];
        float[] scores = new float[WARM_UP_ROWS];
        long[] offsets = new long[WARM_UP_ROWS];
        for (int i = 0; i < WARM_UP_ROWS; i++) {
            offsets[i] = i * rowSize;
        }
        for (int i = 0; i < WARM_UP_CALLS; i++) {
            kernel.scoreRows(query, rows, 0, rowSize, WARM_UP_ROWS, scores);
            kernel.scoreOffsets(query, rows, offsets, WARM_UP_ROWS, scores);
        }
    }

    private static RowKernel chosen(Metric metric) {
        return CHOICE.vector() ? VectorSupport.kernel(metric) : plain(metric);
    }

    private static KernelChoice choose() {
        return new KernelChoice(
                System.getProperty(KernelChoice.PROPERTY, ""),
                vectorModulePresent() ? VectorSupport.preferredBits() : 0,
                System.getProperty("java.vm.info", ""),
                System.getProperty("os.arch", ""));
    }

    private static boolean vectorModulePresent() {
        return ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent();
    }
}
