package io.digi.index.codes;

/// The door to the classes of this package that need the module `jdk.incubator.vector`: none of
/// them is loaded before this one, and this one only where the module is present.
final class VectorCodes {
    private VectorCodes() {}

    static FloatLoops floatLoops() {
        return new VectorFloatLoops();
    }

    static CodeKernel byteDot(int paddedDimension) {
        return new VectorByteDot(paddedDimension);
    }

    static CodeKernel byteGap(CodeLayout layout) {
        return new VectorByteGap(layout);
    }

    static CodeKernel planes(CodeLayout layout) {
        return new VectorPlanes(layout);
    }
}
