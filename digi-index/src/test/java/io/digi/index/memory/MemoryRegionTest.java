package io.digi.index.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class MemoryRegionTest {
    @Test
    void memoryIsZeroedAlignedAndCharged() {
        MemoryBudget budget = new MemoryBudget(1_000);
        try (MemoryRegion region = new MemoryRegion(budget, "vectors")) {
            MemorySegment memory = region.allocate(300);
            assertThat(memory.address() % 64).isZero();
            assertThat(memory.toArray(ValueLayout.JAVA_BYTE)).containsOnly((byte) 0);
            assertThat(region.chargedBytes())
                    .isEqualTo(300 + MemoryRegion.ALLOCATION_OVERHEAD_BYTES);
            assertThat(budget.usedBytes()).isEqualTo(region.chargedBytes());
        }
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void memoryOfAClosedRegionIsRefusedRatherThanRead() {
        MemoryRegion region = new MemoryRegion(new MemoryBudget(1_000), "vectors");
        MemorySegment memory = region.allocate(8);
        region.close();
        assertThatThrownBy(() -> memory.get(ValueLayout.JAVA_BYTE, 0))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void allocationThatFailsIsNotCharged() {
        MemoryBudget budget = new MemoryBudget(1_000);
        MemoryRegion region = new MemoryRegion(budget, "vectors");
        assertThatThrownBy(() -> region.allocate(2_000)).isInstanceOf(MemoryRefusedException.class);
        assertThat(region.chargedBytes()).isZero();
        region.close();
        assertThatThrownBy(() -> region.allocate(10)).isInstanceOf(IllegalStateException.class);
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void closingTwiceIsAMistakeAndReleasesOnce() {
        MemoryBudget budget = new MemoryBudget(1_000);
        budget.reserve("vectors", 100);
        MemoryRegion region = new MemoryRegion(budget, "vectors");
        region.allocate(10);
        region.close();
        assertThatThrownBy(region::close).isInstanceOf(IllegalStateException.class);
        assertThat(budget.usedBytes()).isEqualTo(100);
    }
}
