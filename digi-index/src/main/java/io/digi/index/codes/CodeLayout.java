package io.digi.index.codes;

/// How the code of one vector lies in memory: its bits, then 16 bytes of factors.
///
/// | bytes | content |
/// |---|---|
/// | `bits × paddedDimension / 8` | 8 bits: a signed byte per dimension; else bit planes, lowest first |
/// | 4 | float32 `scale`: what a dimension's step is worth |
/// | 4 | float32 `shift`: the part of the score that needs no query |
/// | 4 | float32 `error`: one standard error for a query of length 1 |
/// | 4 | planes: float32 `length`, of what the bits stand for; bytes: int32 sum of the bytes |
///
/// All little-endian. At 384 dimensions a code of 1 bit is one cache line.
///
/// @param dimension values in a vector, 1 to 65,536
/// @param bits per dimension: 1, 2, 4 or 8
public record CodeLayout(int dimension, int bits) {
    static final int SCALE = 0;
    static final int SHIFT = 4;
    static final int ERROR = 8;
    static final int LENGTH = 12;
    static final int SUM = 12;

    private static final int DIMENSION_MAX = 65_536;

    /// From so many dimensions on a bit for each says enough.
    private static final int ONE_BIT_DIMENSION_MIN = 256;

    private static final int FACTOR_BYTES = 16;
    private static final int LINE_BYTES = 64;

    public CodeLayout {
        if (dimension < 1 || dimension > DIMENSION_MAX) {
            throw new IllegalArgumentException(
                    "dimension is %d, must be 1 to %d".formatted(dimension, DIMENSION_MAX));
        }
        if (bits != 1 && bits != 2 && bits != 4 && bits != 8) {
            throw new IllegalArgumentException("bits are %d, must be 1, 2, 4 or 8".formatted(bits));
        }
    }

    /// Bits that serve searches of rescored candidates best where nobody asks for others. With few
    /// dimensions codes of 1 bit need much longer lists, and codes of 2 and 4 bits take longer to
    /// compare than those of 8, which have instructions of their own
    /// (docs/benchmarks/2026-11-bits-of-codes.md).
    public static int defaultBits(int dimension) {
        return dimension >= ONE_BIT_DIMENSION_MIN ? 1 : 8;
    }

    /// A multiple of 64, so that kernels meet no tail.
    public int paddedDimension() {
        return (dimension + 63) & -64;
    }

    /// Size of a code, in memory and in files.
    public int rowBytes() {
        return factorsOffset() + FACTOR_BYTES;
    }

    /// From a code to the next in memory: whole cache lines, unless that cost more than a quarter.
    public int strideBytes() {
        int size = rowBytes();
        int lines = (size + LINE_BYTES - 1) & -LINE_BYTES;
        if (size <= LINE_BYTES / 2) {
            return LINE_BYTES / 2;
        }
        return size <= LINE_BYTES || (lines - size) * 4 <= size ? lines : (size + 15) & -16;
    }

    /// Where the factors start, behind the bits.
    int factorsOffset() {
        return bits * planeBytes();
    }

    int planeBytes() {
        return paddedDimension() / 8;
    }
}
