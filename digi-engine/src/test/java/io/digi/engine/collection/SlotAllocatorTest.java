package io.digi.engine.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.engine.trial.Trials;
import io.digi.model.error.DigiException;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlotAllocatorTest {
    private static final int OPERATION_COUNT = 2_000;

    @Test
    void gapsAreFilledFirstAndTheLowestBeforeTheOthers() {
        SlotSetEditor live = SlotSet.empty().edit();
        live.add(1);
        live.add(3);
        SlotAllocator slots = new SlotAllocator(5, live.build());
        assertThat(new int[] {slots.take(), slots.take(), slots.take(), slots.take()})
                .containsExactly(0, 2, 4, 5);
        assertThat(slots.end()).isEqualTo(6);
    }

    @Test
    void slotIsNeverGivenTwiceAndTheEndGrowsOnlyWhereNothingIsFree() {
        Trials.run(20, SlotAllocatorTest::trial);
    }

    private static void trial(Random random) {
        SlotAllocator slots = new SlotAllocator(0, SlotSet.empty());
        Set<Integer> taken = new HashSet<>();
        int most = 0;
        for (int i = 0; i < OPERATION_COUNT; i++) {
            if (taken.isEmpty() || random.nextInt(5) < 3) {
                int slot = slots.take();
                assertThat(taken.add(slot)).as("slot %d was free", slot).isTrue();
            } else {
                int slot = taken.stream().skip(random.nextInt(taken.size())).findFirst().get();
                taken.remove(slot);
                slots.release(slot);
            }
            most = Math.max(most, taken.size());
            assertThat(slots.end()).isEqualTo(most);
        }
    }

    @Test
    void collectionOfAsManyPointsAsSlotsTakesNoMore() {
        SlotSetEditor live = SlotSet.empty().edit();
        live.add(0);
        // A set of all slots would take too long: what counts is the end.
        SlotAllocator slots = new SlotAllocator(1, live.build());
        assertThat(slots.take()).isEqualTo(1);
        assertThatThrownBy(() -> full().take())
                .isInstanceOf(DigiException.class)
                .hasMessageContaining("2147483647");
    }

    private static SlotAllocator full() {
        return new SlotAllocator(Integer.MAX_VALUE, SlotSet.range(0, Integer.MAX_VALUE));
    }
}
