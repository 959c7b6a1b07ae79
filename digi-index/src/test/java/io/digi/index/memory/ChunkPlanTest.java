package io.digi.index.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChunkPlanTest {
    @Test
    void chunksDoubleUpToTheLastSizeAndThenStay() {
        ChunkPlan plan = ChunkPlan.of(8, 16, 64);
        long[] capacities = new long[5];
        for (int i = 0; i < 5; i++) {
            capacities[i] = plan.capacityOf(i);
        }
        assertThat(capacities).containsExactly(2, 4, 8, 8, 8);
    }

    @Test
    void everyElementHasOnePlace() {
        for (int firstLog = 0; firstLog < 4; firstLog++) {
            for (int lastLog = firstLog; lastLog < 7; lastLog++) {
                ChunkPlan plan = new ChunkPlan(firstLog, lastLog);
                long index = 0;
                for (int chunk = 0; chunk < 20; chunk++) {
                    assertThat(plan.firstIndexOf(chunk)).isEqualTo(index);
                    for (int i = 0; i < plan.capacityOf(chunk); i++) {
                        assertThat(plan.chunkOf(index++)).isEqualTo(chunk);
                    }
                }
            }
        }
    }

    @Test
    void elementLargerThanAChunkHasAChunkOfItsOwn() {
        ChunkPlan plan = ChunkPlan.of(1 << 20, 256, 4096);
        assertThat(plan.capacityOf(0)).isEqualTo(1);
        assertThat(plan.chunkOf(41)).isEqualTo(41);
    }
}
