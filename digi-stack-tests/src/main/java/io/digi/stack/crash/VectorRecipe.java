package io.digi.stack.crash;

/// The vector of a version of a point, computed from both, so that any other is recognised.
/// Elements lie in [0, 1) and are exact in 24 bits.
record VectorRecipe(int dimension) {
    /// Shape: [dimension].
    float[] vector(long id, long version) {
        float[] vector = new float[dimension];
        long state = id * 0x9E3779B97F4A7C15L + version;
        for (int i = 0; i < dimension; i++) {
            state = mix(state + 0xD1342543DE82EF95L);
            vector[i] = (state >>> 40) * 0x1p-24f;
        }
        return vector;
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 32)) * 0xDABA0B6EB09322E3L;
        mixed = (mixed ^ (mixed >>> 29)) * 0xDABA0B6EB09322E3L;
        return mixed ^ (mixed >>> 32);
    }
}
