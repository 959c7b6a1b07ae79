package io.digi.index.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.index.Randoms;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ByteKernelTest {
    private static final int ROWS = 7;
    private static final int[] DIMENSIONS = {
        1, 3, 4, 7, 8, 15, 16, 17, 31, 33, 64, 100, 257, 1_536
    };

    private final Random random = Randoms.seeded();

    static Stream<Arguments> kernels() {
        return Arrays.stream(ByteMetric.values())
                .flatMap(metric ->
                        Stream.of(true, false)
                                .flatMap(unsigned ->
                                        Stream.of(
                                                        new PlainByteKernel(metric, unsigned),
                                                        new VectorByteKernel(metric, unsigned))
                                                .map(kernel -> Arguments.of(kernel, unsigned))));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void scoresAreExactAtOddLengthsAndOffsets(ByteKernel kernel, boolean unsigned) {
        for (int dimension : DIMENSIONS) {
            byte[] query = new byte[dimension];
            random.nextBytes(query);
            try (Arena arena = Arena.ofConfined()) {
                int stride = dimension + random.nextInt(3);
                long offset = random.nextInt(5);
                MemorySegment rows = rows(arena, offset + (ROWS - 1L) * stride + dimension);
                float[] scores = new float[ROWS];
                kernel.scoreRows(query, rows, offset, stride, ROWS, scores);
                long[] offsets = new long[ROWS];
                for (int row = 0; row < ROWS; row++) {
                    offsets[row] = offset + (long) (ROWS - 1 - row) * stride;
                    assertThat(scores[row])
                            .isEqualTo(
                                    exact(
                                            kernel.metric(),
                                            query,
                                            rows,
                                            offset + (long) row * stride,
                                            unsigned));
                }
                float[] scattered = new float[ROWS];
                kernel.scoreOffsets(query, rows, offsets, ROWS, scattered);
                for (int row = 0; row < ROWS; row++) {
                    assertThat(scattered[row]).isEqualTo(scores[ROWS - 1 - row]);
                }
            }
        }
    }

    /// The largest sums that there are.
    @ParameterizedTest
    @MethodSource("kernels")
    void sumsDoNotOverflow(ByteKernel kernel, boolean unsigned) {
        byte[] query = new byte[65_536];
        Arrays.fill(query, unsigned ? (byte) 255 : Byte.MIN_VALUE);
        boolean isGap =
                kernel.metric() == ByteMetric.EUCLID || kernel.metric() == ByteMetric.MANHATTAN;
        byte value = unsigned ? (byte) (isGap ? 0 : 255) : isGap ? Byte.MAX_VALUE : Byte.MIN_VALUE;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment rows = arena.allocate(query.length).fill(value);
            float[] scores = new float[1];
            kernel.scoreRows(query, rows, 0, query.length, 1, scores);
            assertThat(scores[0]).isEqualTo(exact(kernel.metric(), query, rows, 0, unsigned));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void zerosHaveAScore(ByteKernel kernel, boolean unsigned) {
        try (Arena arena = Arena.ofConfined()) {
            float[] scores = {1};
            kernel.scoreRows(new byte[20], arena.allocate(20), 0, 20, 1, scores);
            assertThat(scores[0]).isZero();
        }
    }

    @Test
    void rowsOutsideOfTheMemoryAreRefused() {
        ByteKernel kernel = Kernels.ofBytes(ByteMetric.DOT, /* unsigned= */ true);
        assertThat(kernel.metric()).isEqualTo(ByteMetric.DOT);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment rows = arena.allocate(40);
            float[] scores = new float[2];
            kernel.scoreRows(new byte[20], rows, 0, 20, 2, scores);
            assertThatThrownBy(() -> kernel.scoreRows(new byte[20], rows, 1, 20, 2, scores))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() ->
                            kernel.scoreOffsets(new byte[20], rows, new long[] {21}, 1, scores))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    private MemorySegment rows(Arena arena, long size) {
        byte[] bytes = new byte[(int) size];
        random.nextBytes(bytes);
        MemorySegment rows = arena.allocate(size);
        MemorySegment.copy(bytes, 0, rows, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return rows;
    }

    private static float exact(
            ByteMetric metric, byte[] query, MemorySegment rows, long offset, boolean unsigned) {
        long dot = 0;
        long own = 0;
        long other = 0;
        long squared = 0;
        long gaps = 0;
        for (int i = 0; i < query.length; i++) {
            byte element = rows.get(ValueLayout.JAVA_BYTE, offset + i);
            long q = unsigned ? Byte.toUnsignedLong(query[i]) : query[i];
            long r = unsigned ? Byte.toUnsignedLong(element) : element;
            dot += q * r;
            own += q * q;
            other += r * r;
            squared += (q - r) * (q - r);
            gaps += Math.abs(q - r);
        }
        return switch (metric) {
            case DOT -> dot;
            case COSINE ->
                    own == 0 || other == 0
                            ? 0
                            : (float) (dot / (Math.sqrt((double) own) * Math.sqrt((double) other)));
            case EUCLID -> -squared;
            case MANHATTAN -> -gaps;
        };
    }
}
