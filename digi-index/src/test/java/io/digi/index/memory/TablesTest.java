package io.digi.index.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.index.Randoms;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TablesTest {
    private final MemoryBudget budget = new MemoryBudget(64 << 20);
    private final MemoryRegion region = new MemoryRegion(budget, "tables");

    @AfterEach
    void close() {
        region.close();
    }

    @Test
    void tableHoldsWhatWasSetAndMinusOneElsewhere() {
        Random random = Randoms.seeded();
        LongTable longs = new LongTable(region);
        IntTable ints = new IntTable(region);
        Map<Long, Long> expected = new HashMap<>();
        for (int i = 0; i < 2_000 * Randoms.effort(); i++) {
            long index = random.nextInt(1 << random.nextInt(1, 20));
            long value = random.nextLong();
            longs.set(index, value);
            ints.set(index, (int) value);
            expected.put(index, value);
        }
        for (long index = 0; index < longs.capacity() + 10; index++) {
            long value = expected.getOrDefault(index, LongTable.ABSENT);
            assertThat(longs.get(index)).isEqualTo(value);
            assertThat(ints.get(index)).isEqualTo((int) value);
        }
    }

    @Test
    void emptyTableCostsNothingAndASmallOneLittle() {
        LongTable table = new LongTable(region);
        assertThat(budget.usedBytes()).isZero();
        for (int i = 0; i < 100; i++) {
            table.set(i, i);
        }
        assertThat(budget.usedBytes()).isLessThan(2_500);
    }

    @Test
    void refusedGrowthChangesNothing() {
        MemoryBudget small = new MemoryBudget(1_000);
        try (MemoryRegion tight = new MemoryRegion(small, "tables")) {
            LongTable table = new LongTable(tight);
            table.set(0, 7);
            assertThatThrownBy(() -> table.set(10_000, 8))
                    .isInstanceOf(MemoryRefusedException.class);
            assertThat(table.get(0)).isEqualTo(7);
            assertThat(table.get(10_000)).isEqualTo(LongTable.ABSENT);
            table.set(1, 9);
            assertThat(table.get(1)).isEqualTo(9);
        }
        assertThat(small.usedBytes()).isZero();
    }

    @Test
    void reservedEntriesCannotBeRefused() {
        MemoryBudget small = new MemoryBudget(2_000);
        try (MemoryRegion tight = new MemoryRegion(small, "tables")) {
            IntTable table = new IntTable(tight);
            table.reserve(100);
            small.reserve("codes", small.limitBytes() - small.usedBytes());
            for (int i = 0; i < 100; i++) {
                table.set(i, i);
            }
            assertThat(table.get(99)).isEqualTo(99);
            small.release("codes", small.use().bytesByPurpose().get("codes"));
        }
    }

    @Test
    void rowFoundThroughATableIsComplete() throws Exception {
        int rowCount = 20_000;
        LongTable table = new LongTable(region);
        RowBuffer rows = new RowBuffer(region, new RowLayout(8), 0);
        try (ExecutorService reader = Executors.newSingleThreadExecutor()) {
            Future<Integer> wrong = reader.submit(() -> readUntil(table, rows, rowCount));
            for (int i = 0; i < rowCount; i++) {
                float[] row = {i, i, i, i, i, i, i, i};
                table.set(i, rows.append(row));
            }
            assertThat(wrong.get()).isZero();
        }
    }

    /// Spins on the newest entry; the writer sets all, so the loop ends.
    private static int readUntil(LongTable table, RowBuffer rows, int rowCount) {
        float[] row = new float[8];
        int wrong = 0;
        for (int i = 0; i < rowCount; i++) {
            long found = table.get(i);
            while (found == LongTable.ABSENT) {
                Thread.onSpinWait();
                found = table.get(i);
            }
            rows.read(found, row);
            wrong += row[0] == i && row[7] == i ? 0 : 1;
        }
        return wrong;
    }
}
