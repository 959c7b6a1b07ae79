package io.digi.index.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.digi.index.Randoms;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kernel against sums in double, on dimensions, offsets and strides that are not round.
class RowKernelTest {
    @TempDir private Path directory;

    private final Arena arena = Arena.ofConfined();

    @AfterEach
    void close() {
        arena.close();
    }

    static Stream<Named<RowKernel>> kernels() {
        return Stream.of(Metric.values())
                .flatMap(metric -> Stream.of(Kernels.plain(metric), VectorSupport.kernel(metric)))
                .map(kernel -> Named.of(kernel.getClass().getSimpleName(), kernel));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void scoresAgreeWithSumsInDoubleForEveryDimension(RowKernel kernel) {
        Random random = Randoms.seeded();
        IntStream.concat(IntStream.rangeClosed(1, 131), IntStream.of(767, 768, 769, 1536, 4099))
                .forEach(dimension -> checkOneDimension(kernel, dimension, random));
    }

    private void checkOneDimension(RowKernel kernel, int dimension, Random random) {
        for (int round = 0; round < Randoms.effort(); round++) {
            int rowCount = random.nextInt(12);
            long stride = 4L * dimension + random.nextInt(70);
            Rows rows = Rows.random(arena, random, dimension, rowCount, stride);
            float[] scores = new float[rowCount + 1];
            scores[rowCount] = 42;
            kernel.scoreRows(rows.query(), rows.memory(), rows.offset(), stride, rowCount, scores);
            for (int i = 0; i < rowCount; i++) {
                rows.assertNear(kernel, rows.offset() + i * stride, scores[i]);
            }
            assertThat(scores[rowCount]).isEqualTo(42);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void scatteredRowsScoreLikeContiguousOnes(RowKernel kernel) {
        Random random = Randoms.seeded();
        for (int count = 0; count <= 9 * Randoms.effort(); count++) {
            int dimension = 1 + random.nextInt(200);
            long stride = 4L * dimension + 3;
            Rows rows = Rows.random(arena, random, dimension, 20, stride);
            long[] offsets =
                    random.ints(count, 0, 20).mapToLong(i -> rows.offset() + i * stride).toArray();
            float[] scores = new float[count];
            kernel.scoreOffsets(rows.query(), rows.memory(), offsets, count, scores);
            for (int i = 0; i < count; i++) {
                rows.assertNear(kernel, offsets[i], scores[i]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void rowsOutsideTheirMemoryAreRefusedRatherThanRead(RowKernel kernel) {
        for (int dimension : new int[] {1, 5, 16, 17, 64, 65}) {
            long size = 4L * dimension;
            MemorySegment rows = arena.allocate(4 * size - 1);
            float[] query = new float[dimension];
            float[] scores = new float[4];
            kernel.scoreRows(query, rows, 0, size, 3, scores);
            assertOutside(() -> kernel.scoreRows(query, rows, 0, size, 4, scores));
            assertOutside(() -> kernel.scoreRows(query, rows, size, size, 3, scores));
            assertOutside(() -> kernel.scoreRows(query, rows, -1, size, 1, scores));
            assertOutside(() -> kernel.scoreRows(query, rows, 0, 0, 5, scores));
            assertOutside(() -> kernel.scoreRows(query, rows, size, -1, 2, scores));
            assertOutside(() -> kernel.scoreRows(query, rows, 0, Long.MAX_VALUE, 4, scores));
            long[] offsets = {0, 3 * size, 0, 0};
            assertOutside(() -> kernel.scoreOffsets(query, rows, offsets, 4, scores));
            offsets[1] = -1;
            assertOutside(() -> kernel.scoreOffsets(query, rows, offsets, 2, scores));
            offsets[1] = Long.MIN_VALUE;
            assertOutside(() -> kernel.scoreOffsets(query, rows, offsets, 2, scores));
            offsets[1] = 3 * size - 1;
            kernel.scoreOffsets(query, rows, offsets, 4, scores);
        }
    }

    private static void assertOutside(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void memoryWithoutAnAddressOrAlreadyClosedIsRefused(RowKernel kernel) {
        MemorySegment heap = MemorySegment.ofArray(new byte[40]);
        assertThatThrownBy(() -> kernel.scoreRows(new float[1], heap, 0, 4, 1, new float[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("rows must be native memory");
        MemorySegment closed;
        try (Arena shortLived = Arena.ofConfined()) {
            closed = shortLived.allocate(40);
        }
        assertThatThrownBy(() ->
                        kernel.scoreOffsets(new float[1], closed, new long[1], 1, new float[1]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("rows were closed");
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void sumThatOverflowsOnTheWayOnlyIsExact(RowKernel kernel) {
        // The products +1e40 and -1e40 cancel; what is left is 1.
        float[] query = new float[99];
        float[] row = new float[99];
        Arrays.fill(query, 0, 98, 1e20f);
        Arrays.fill(row, 0, 49, 1e20f);
        Arrays.fill(row, 49, 98, -1e20f);
        query[98] = 1;
        row[98] = 1;
        float[] scores = scoreSix(kernel, query, row);
        switch (kernel.metric()) {
            case DOT -> assertThat(scores).containsOnly(1f);
            case EUCLID -> assertThat(scores).containsOnly(Float.NEGATIVE_INFINITY);
            case MANHATTAN -> {
                for (float score : scores) {
                    assertThat(score).isCloseTo(-49 * 2e20f, within(1e17f));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void scoreBeyondFloatIsInfiniteAndNeverNaN(RowKernel kernel) {
        float[] query = new float[37];
        float[] row = new float[37];
        Arrays.fill(query, Float.MAX_VALUE);
        Arrays.fill(row, -Float.MAX_VALUE);
        assertThat(scoreSix(kernel, query, row)).containsOnly(Float.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void valueThatIsNoNumberGivesNaN(RowKernel kernel) {
        for (int position : new int[] {0, 16, 36}) {
            float[] query = new float[37];
            float[] row = new float[37];
            row[position] = Float.NaN;
            assertThat(scoreSix(kernel, query, row)).containsOnly(Float.NaN);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void scoreOfEqualVectorsHasNoNegativeZero(RowKernel kernel) {
        float[] vector = Randoms.vector(Randoms.seeded(), 50);
        if (kernel.metric() != Metric.DOT) {
            for (float score : scoreSix(kernel, vector, vector)) {
                assertThat(Float.floatToRawIntBits(score)).isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void rowsOfAMappedFileScoreLikeRowsInMemory(RowKernel kernel) throws IOException {
        Rows rows = Rows.random(arena, Randoms.seeded(), 21, 5, 84);
        Path file = directory.resolve("rows");
        Files.write(file, rows.memory().toArray(ValueLayout.JAVA_BYTE));
        float[] inMemory = new float[5];
        float[] inFile = new float[5];
        kernel.scoreRows(rows.query(), rows.memory(), rows.offset(), 84, 5, inMemory);
        try (FileChannel channel = FileChannel.open(file)) {
            long size = rows.memory().byteSize();
            MemorySegment mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
            kernel.scoreRows(rows.query(), mapped, rows.offset(), 84, 5, inFile);
        }
        assertThat(inFile).containsExactly(inMemory, within(1e-4f));
    }

    /// The same row six times: four in one step, two on their own.
    private float[] scoreSix(RowKernel kernel, float[] query, float[] row) {
        MemorySegment rows = arena.allocate(4L * row.length);
        for (int i = 0; i < row.length; i++) {
            rows.set(FourRowKernel.FLOAT, 4L * i, row[i]);
        }
        float[] scores = new float[12];
        float[] six = new float[6];
        kernel.scoreRows(query, rows, 0, /* stride= */ 0, 6, six);
        System.arraycopy(six, 0, scores, 0, 6);
        kernel.scoreOffsets(query, rows, new long[6], 6, six);
        System.arraycopy(six, 0, scores, 6, 6);
        return scores;
    }

    private record Rows(float[] query, MemorySegment memory, long offset) {
        /// The memory ends with the last value of the last row.
        static Rows random(Arena arena, Random random, int dimension, int rowCount, long stride) {
            long offset = random.nextInt(9);
            long size = offset + Math.max(0, (rowCount - 1) * stride + 4L * dimension);
            MemorySegment memory = arena.allocate(size);
            for (int row = 0; row < rowCount; row++) {
                for (int i = 0; i < dimension; i++) {
                    memory.set(
                            FourRowKernel.FLOAT,
                            offset + row * stride + 4L * i,
                            (float) random.nextGaussian());
                }
            }
            return new Rows(Randoms.vector(random, dimension), memory, offset);
        }

        /// Within `2 · dimension · 2⁻²⁴ · Σ |terms|`, the bound of a sum in any order.
        void assertNear(RowKernel kernel, long at, float score) {
            double exact = 0;
            double size = 0;
            for (int i = 0; i < query.length; i++) {
                double element = memory.get(FourRowKernel.FLOAT, at + 4L * i);
                double gap = query[i] - element;
                double term =
                        switch (kernel.metric()) {
                            case DOT -> query[i] * element;
                            case EUCLID -> -gap * gap;
                            case MANHATTAN -> -Math.abs(gap);
                        };
                exact += term;
                size += Math.abs(term);
            }
            double tolerance = 2 * (query.length + 2) * 0x1p-24 * size;
            assertThat((double) score)
                    .as("dimension %d, offset %d", query.length, at)
                    .isCloseTo(exact, within(tolerance));
        }
    }
}
