package io.digi.index.kernel;

import jdk.incubator.vector.FloatVector;

/// The door to the classes that need the module `jdk.incubator.vector`: none of them is loaded
/// before this one, and this one only where the module is present.
final class VectorSupport {
    private VectorSupport() {}

    static int preferredBits() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }

    static RowKernel kernel(Metric metric) {
        return switch (metric) {
            case DOT -> new VectorDot();
            case EUCLID -> new VectorEuclid();
            case MANHATTAN -> new VectorManhattan();
        };
    }

    static ByteKernel byteKernel(ByteMetric metric, boolean unsigned) {
        return new VectorByteKernel(metric, unsigned);
    }
}
