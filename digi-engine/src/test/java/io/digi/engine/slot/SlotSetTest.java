package io.digi.engine.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.engine.bytes.ByteReader;
import io.digi.engine.bytes.ByteWriter;
import io.digi.engine.trial.Trials;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlotSetTest {
    @Test
    void operationsAgreeWithBitSets() {
        Trials.run(
                40,
                random -> {
                    BitSet a = randomBits(random);
                    BitSet b = random.nextInt(4) == 0 ? (BitSet) a.clone() : randomBits(random);
                    SlotSet x = setOf(a);
                    SlotSet y = setOf(b);
                    assertSame(x, a);
                    assertSame(x.and(y), changed(a, bits -> bits.and(b)));
                    assertSame(x.or(y), changed(a, bits -> bits.or(b)));
                    assertSame(x.andNot(y), changed(a, bits -> bits.andNot(b)));
                    assertThat(x.andCardinality(y)).isEqualTo(x.and(y).cardinality());
                    assertThat(x.equals(y)).isEqualTo(a.equals(b));
                    assertSame(x, a);
                    assertSame(y, b);
                });
    }

    @Test
    void editingLeavesTheOldSetUnchanged() {
        Trials.run(
                5,
                random -> {
                    BitSet bits = randomBits(random);
                    SlotSet set = setOf(bits);
                    for (int round = 0; round < 5; round++) {
                        BitSet before = (BitSet) bits.clone();
                        SlotSetEditor editor = set.edit();
                        edit(editor, bits, random);
                        SlotSet built = editor.build();
                        assertSame(set, before);
                        assertSame(built, bits);
                        BitSet after = (BitSet) bits.clone();
                        edit(editor, bits, random);
                        SlotSet next = editor.build();
                        assertSame(built, after);
                        assertSame(next, bits);
                        set = next;
                    }
                });
    }

    @Test
    void nextSlotFindsEachGap() {
        SlotSet set =
                SlotSet.of(0, 3, 65_535, 65_536, 5 << 16, SlotSet.SLOT_MAX)
                        .or(SlotSet.range(700_000, 700_010));
        assertThat(set.nextSlot(-5)).isZero();
        assertThat(set.nextSlot(1)).isEqualTo(3);
        assertThat(set.nextSlot(4)).isEqualTo(65_535);
        assertThat(set.nextSlot(65_536)).isEqualTo(65_536);
        assertThat(set.nextSlot(65_537)).isEqualTo(5 << 16);
        assertThat(set.nextSlot(700_010)).isEqualTo(SlotSet.SLOT_MAX);
        assertThat(set.nextSlot(Integer.MAX_VALUE)).isEqualTo(-1);
        assertThat(SlotSet.empty().nextSlot(0)).isEqualTo(-1);
    }

    @Test
    void rangesHoldTheirSlotsOnly() {
        SlotSet range = SlotSet.range(65_530, 200_000);
        assertThat(range.cardinality()).isEqualTo(200_000 - 65_530);
        assertThat(range.contains(65_529)).isFalse();
        assertThat(range.contains(65_530)).isTrue();
        assertThat(range.contains(199_999)).isTrue();
        assertThat(range.contains(200_000)).isFalse();
        assertThat(SlotSet.range(5, 5)).isEqualTo(SlotSet.empty());
        assertThat(range.memoryBytes()).isLessThan(500);
    }

    @Test
    void fewSlotsCostFewBytes() {
        assertThat(SlotSet.of(7).memoryBytes()).isLessThanOrEqualTo(40);
        assertThat(SlotSet.of(7, 1 << 30).memoryBytes()).isLessThanOrEqualTo(40);
    }

    @Test
    void slotsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> SlotSet.of(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SlotSet.of(Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(SlotSet.range(0, 10).contains(-1)).isFalse();
        assertThat(SlotSet.range(0, 100).contains(-1)).isFalse();
    }

    @Test
    void storedSetsComeBackAndDependOnContentsAlone() {
        Trials.run(
                30,
                random -> {
                    BitSet bits = randomBits(random);
                    SlotSet direct = setOf(bits);
                    SlotSet detour = direct.or(SlotSet.range(0, 70_000)).and(direct);
                    byte[] bytes = bytesOf(direct);
                    assertThat(Arrays.equals(bytesOf(detour), bytes)).isTrue();
                    ByteReader in = new ByteReader(bytes, "test");
                    assertSame(SlotSet.readFrom(in), bits);
                    assertThat(in.remaining()).isZero();
                });
    }

    @Test
    void damagedBytesAreCorruptOrASet() {
        Trials.run(
                200,
                random -> {
                    byte[] bytes = bytesOf(setOf(randomBits(random)));
                    byte[] damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length + 3));
                    for (int i = random.nextInt(4); i >= 0 && damaged.length > 0; i--) {
                        int reach = random.nextBoolean() ? damaged.length : 12;
                        damaged[random.nextInt(Math.min(reach, damaged.length))] =
                                (byte) random.nextInt();
                    }
                    try {
                        SlotSet set = SlotSet.readFrom(new ByteReader(damaged, "test"));
                        assertThat(set.stream().count()).isEqualTo(set.cardinality());
                        assertThat(set.contains(Integer.MAX_VALUE)).isFalse();
                    } catch (DigiException e) {
                        assertThat(e.problem()).isInstanceOf(Problem.Corrupt.class);
                    }
                });
    }

    private static void edit(SlotSetEditor editor, BitSet bits, Random random) {
        for (int i = random.nextInt(300); i >= 0; i--) {
            int slot = random.nextInt(1 << (4 + random.nextInt(15)));
            boolean add = random.nextBoolean();
            bits.set(slot, add);
            if (add) {
                editor.add(slot);
            } else {
                editor.remove(slot);
            }
        }
        if (random.nextInt(3) == 0) {
            BitSet others = randomBits(random);
            bits.or(others);
            editor.addAll(setOf(others));
        }
        if (random.nextInt(3) == 0) {
            int from = random.nextInt(150_000);
            int to = from + random.nextInt(70_000);
            bits.set(from, to);
            editor.addRange(from, to);
        }
    }

    private static BitSet randomBits(Random random) {
        BitSet bits = new BitSet();
        int reach = 1 << (3 + random.nextInt(15));
        int count =
                random.nextInt(3) == 0
                        ? random.nextInt(20)
                        : random.nextInt(Math.min(reach, 20_000));
        for (int i = 0; i < count; i++) {
            bits.set(random.nextInt(reach));
        }
        if (random.nextInt(4) == 0) {
            int from = random.nextInt(200_000);
            bits.set(from, from + random.nextInt(70_000));
        }
        return bits;
    }

    private static BitSet changed(BitSet bits, java.util.function.Consumer<BitSet> change) {
        BitSet copy = (BitSet) bits.clone();
        change.accept(copy);
        return copy;
    }

    private static SlotSet setOf(BitSet bits) {
        SlotSetEditor editor = SlotSet.empty().edit();
        bits.stream().forEach(editor::add);
        return editor.build();
    }

    private static void assertSame(SlotSet set, BitSet bits) {
        assertThat(set.cardinality()).isEqualTo(bits.cardinality());
        assertThat(set.isEmpty()).isEqualTo(bits.isEmpty());
        int[] expected = bits.stream().toArray();
        assertThat(Arrays.equals(set.stream().toArray(), expected)).isTrue();
        int[] iterated = new int[expected.length];
        var slots = set.iterator();
        for (int i = 0; i < iterated.length; i++) {
            iterated[i] = slots.nextInt();
        }
        assertThat(Arrays.equals(iterated, expected)).isTrue();
        assertThat(slots.hasNext()).isFalse();
        assertBatches(set, expected);
        assertBits(set, bits);
    }

    private static void assertBatches(SlotSet set, int[] expected) {
        SlotBatches batches = set.batches();
        int[] batch = new int[100];
        int[] all = new int[expected.length];
        int done = 0;
        for (int count = batches.next(batch); count > 0; count = batches.next(batch)) {
            System.arraycopy(batch, 0, all, done, count);
            done += count;
        }
        assertThat(done).isEqualTo(expected.length);
        assertThat(Arrays.equals(all, expected)).isTrue();
    }

    /// Of a few words too few, too: slots beyond them are passed over.
    private static void assertBits(SlotSet set, BitSet bits) {
        for (int words : new int[] {1, bits.length() / 128, bits.length() / 64 + 1}) {
            long[] target = new long[words];
            set.setBits(target);
            assertThat(BitSet.valueOf(target)).isEqualTo(bits.get(0, 64 * words));
        }
    }

    private static byte[] bytesOf(SlotSet set) {
        ByteWriter out = new ByteWriter();
        set.writeTo(out);
        return out.toBytes();
    }
}
