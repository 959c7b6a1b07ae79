package io.digi.index.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.index.Randoms;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RowBufferTest {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemoryBudget budget = new MemoryBudget(64 << 20);
    private final MemoryRegion region = new MemoryRegion(budget, "vectors");

    @AfterEach
    void close() {
        region.close();
    }

    @Test
    void appendedRowsAreReadBackWhereTheyLie() {
        Random random = Randoms.seeded();
        for (int dimension : new int[] {1, 3, 4, 100, 768, 5_000}) {
            RowBuffer buffer = new RowBuffer(region, new RowLayout(dimension), 1_000);
            List<float[]> rows = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                rows.add(Randoms.vector(random, dimension));
                assertThat(buffer.append(rows.get(i))).isEqualTo(1_000 + i);
            }
            float[] copy = new float[dimension];
            for (int i = 0; i < rows.size(); i++) {
                buffer.read(1_000 + i, copy);
                assertThat(copy).containsExactly(rows.get(i));
                assertThat(buffer.chunkOf(1_000 + i).get(FLOAT, buffer.offsetOf(1_000 + i)))
                        .isEqualTo(copy[0]);
            }
        }
    }

    @Test
    void blocksCoverTheRowsInOrder() {
        RowBuffer buffer = new RowBuffer(region, new RowLayout(3), 50);
        for (int i = 0; i < 1_000; i++) {
            buffer.append(new float[] {i, 0, 0});
        }
        for (long until : new long[] {50, 51, 71, 72, 500, 1_050}) {
            long next = 50;
            for (RowBlock block : buffer.blocks(until)) {
                assertThat(block.firstRow()).isEqualTo(next);
                for (; next < block.endRow(); next++) {
                    assertThat(block.memory().get(FLOAT, block.offsetOf(next)))
                            .isEqualTo(next - 50);
                }
            }
            assertThat(next).isEqualTo(until);
        }
    }

    @Test
    void chunksStartOnCacheLinesAndAreFew() {
        RowBuffer buffer = new RowBuffer(region, new RowLayout(768), 0);
        for (int i = 0; i < 10_000; i++) {
            buffer.append(new float[768]);
        }
        List<RowBlock> blocks = buffer.blocks(10_000);
        assertThat(blocks).hasSizeLessThan(24);
        assertThat(blocks).allMatch(block -> block.memory().address() % 64 == 0);
    }

    @Test
    void tinyBufferCostsAFewHundredBytesBesideItsRows() {
        RowBuffer buffer = new RowBuffer(region, new RowLayout(4), 0);
        for (int i = 0; i < 100; i++) {
            buffer.append(new float[4]);
        }
        assertThat(budget.usedBytes() - 100 * 16).isLessThan(600);
    }

    @Test
    void rowRefusedByTheBudgetIsNotAppended() {
        MemoryBudget small = new MemoryBudget(1_500);
        try (MemoryRegion tight = new MemoryRegion(small, "vectors")) {
            RowBuffer buffer = new RowBuffer(tight, new RowLayout(16), 0);
            assertThatThrownBy(() -> appendMany(buffer, 100))
                    .isInstanceOf(MemoryRefusedException.class);
            assertThat(buffer.endRow()).isEqualTo(4 + 8);
            assertThat(buffer.blocks(12)).hasSize(2);
        }
    }

    @Test
    void reservedRowsCannotBeRefused() {
        RowBuffer buffer = new RowBuffer(region, new RowLayout(16), 0);
        appendMany(buffer, 5);
        buffer.reserve(100);
        long left = budget.limitBytes() - budget.usedBytes();
        budget.reserve("codes", left);
        appendMany(buffer, 100);
        assertThat(buffer.endRow()).isEqualTo(105);
        budget.release("codes", left);
    }

    @Test
    void readerSeesEveryRowBelowTheCountItRead() throws Exception {
        int rowCount = 50_000;
        RowBuffer buffer = new RowBuffer(region, new RowLayout(5), 0);
        try (ExecutorService reader = Executors.newSingleThreadExecutor()) {
            Future<Integer> wrong = reader.submit(() -> readBehindTheWriter(buffer, rowCount));
            for (int i = 0; i < rowCount; i++) {
                buffer.append(new float[] {i, 1, 2, 3, i});
            }
            assertThat(wrong.get()).isZero();
        }
    }

    private static int readBehindTheWriter(RowBuffer buffer, int rowCount) {
        float[] row = new float[5];
        int wrong = 0;
        long checked = 0;
        while (checked < rowCount) {
            long end = buffer.endRow();
            for (; checked < end; checked++) {
                buffer.read(checked, row);
                wrong += row[0] == checked && row[4] == checked ? 0 : 1;
            }
        }
        return wrong;
    }

    @Test
    void rowsThatDoNotFitAreRefused() {
        RowBuffer buffer = new RowBuffer(region, new RowLayout(4), 10);
        buffer.append(new float[4]);
        assertThatThrownBy(() -> buffer.append(new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("row has 3 values, expected 4");
        assertThatThrownBy(() -> buffer.read(11, new float[4]))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("row 11 of a buffer of rows 10 to 11");
        assertThatThrownBy(() -> buffer.read(9, new float[4]))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> buffer.blocks(12)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static void appendMany(RowBuffer buffer, int count) {
        for (int i = 0; i < count; i++) {
            buffer.append(new float[16]);
        }
    }
}
