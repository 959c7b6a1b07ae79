package io.digi.index.hnsw;

/// How a graph is built.
///
/// @param m links of a node on the upper levels; on level 0 it has up to twice as many
/// @param efConstruct candidates that an insertion looks at on each level
/// @param seed of the levels that nodes get
public record GraphSettings(int m, int efConstruct, long seed) {
    public static final int M_MIN = 2;
    public static final int M_MAX = 256;
    public static final int EF_CONSTRUCT_MAX = 10_000;

    public GraphSettings {
        requireBetween("m", m, M_MIN, M_MAX);
        requireBetween("efConstruct", efConstruct, 1, EF_CONSTRUCT_MAX);
    }

    /// Links of a node on `level`.
    int linkCountMax(int level) {
        return level == 0 ? 2 * m : m;
    }

    private static void requireBetween(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "%s is %d, expected %d to %d".formatted(name, value, min, max));
        }
    }
}
