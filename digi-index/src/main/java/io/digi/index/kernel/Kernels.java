package io.digi.index.kernel;

import io.digi.index.address.NativeCode;

/// The kernels of this JVM, chosen once: on the Vector API where its module is present and C2
/// compiles it to wide instructions, else plain. The system property `digi.kernel` forces `plain`
/// or `vector`; a value that cannot be followed fails the first use of this class.
public final class Kernels {
    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    private static final KernelChoice CHOICE = choose();
    private static final RowKernel DOT = chosen(Metric.DOT);
    private static final RowKernel EUCLID = chosen(Metric.EUCLID);
    private static final RowKernel MANHATTAN = chosen(Metric.MANHATTAN);

    private Kernels() {}

    public static RowKernel of(Metric metric) {
        return switch (metric) {
            case DOT -> DOT;
            case EUCLID -> EUCLID;
            case MANHATTAN -> MANHATTAN;
        };
    }

    /// The kernel of vectors of bytes, which are numbers from 0 on where they are unsigned.
    public static ByteKernel ofBytes(ByteMetric metric, boolean unsigned) {
        return CHOICE.vector()
                ? VectorSupport.byteKernel(metric, unsigned)
                : new PlainByteKernel(metric, unsigned);
    }

    /// Which kernels run and why, for the log: `vector kernels, 512 bits; native prefetch`.
    public static String description() {
        return CHOICE.description() + "; " + NativeCode.description();
    }

    /// Whether the kernels of this JVM run on the Vector API: what other packages choose by, too.
    public static boolean vectorised() {
        return CHOICE.vector();
    }

    /// Scores synthetic rows until C2 should have compiled every kernel, and returns how many: a
    /// fixed number, about half a second of one core. Call it once at start, off the path to the
    /// first answer; queries that come earlier are answered by the same kernels, slower.
    public static long warmUp() {
        return WarmUp.run(DOT, EUCLID, MANHATTAN);
    }

    static RowKernel plain(Metric metric) {
        return switch (metric) {
            case DOT -> new PlainDot();
            case EUCLID -> new PlainEuclid();
            case MANHATTAN -> new PlainManhattan();
        };
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
