package io.digi.engine.generation;

import io.digi.engine.slot.SlotBatches;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.index.codes.CodeModel;
import io.digi.index.codes.RowCodes;
import io.digi.index.hnsw.CodeScan;
import io.digi.index.memory.MemoryBudget;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.IntToLongFunction;
import java.util.function.LongPredicate;

/// Codes of the vectors that no generation answers for yet, so that searches need not compare them
/// row by row.
///
/// They belong to rows, which never change, and not to slots: whatever state a search sees, the
/// code of a slot's row in that state is right. The write that appends a row gives it its code
/// before anybody sees the row; those from before there were codes get theirs by the job that is
/// about to link them. A row without a code costs a search a comparison, nothing else.
///
/// **Threads.** Any number of searches; the one thread that orders the collection's writes and the
/// one that links encode. Closed when no view knows it any more.
public final class TailCodes implements AutoCloseable {
    private static final int KEPT_MAX = 64;

    private final RowCodes codes;
    private final ArrayBlockingQueue<CodeScan> idleScans = new ArrayBlockingQueue<>(KEPT_MAX);

    /// @param hasRoom whether so many bytes may be taken
    public TailCodes(CodeModel model, MemoryBudget budget, LongPredicate hasRoom) {
        this.codes = new RowCodes(model, budget, hasRoom);
    }

    /// Bits of a code's element.
    public int codeBits() {
        return codes.model().bits();
    }

    /// For how many rows there is memory.
    public long capacity() {
        return codes.capacity();
    }

    /// Whether half of the memory and more is for nothing, if so many rows wait.
    public boolean isWasteful(int waitingCount) {
        return capacity() > 2L * waitingCount + 2L * codes.chunkRows();
    }

    /// Gives a row that has none its code, if there is memory for it.
    public void encode(long row, float[] elements) {
        codes.encode(row, elements);
    }

    /// Whether a row has a code.
    public boolean has(long row) {
        return codes.sight().addressOf(row) != RowCodes.ABSENT;
    }

    /// Hands the nearest `count` of some slots to `found`, as their codes tell. Returns those that
    /// have no code.
    ///
    /// @param rowOf the row of a slot
    public SlotSet scan(
            float[] query, int count, SlotSet slots, IntToLongFunction rowOf, FoundSlots found) {
        Waiting waiting = new Waiting(slots, rowOf, codes.sight());
        CodeScan idle = idleScans.poll();
        CodeScan scan = idle == null ? new CodeScan(codes.model()) : idle;
        int nearest = scan.nearest(query, count, waiting);
        for (int rank = 0; rank < nearest; rank++) {
            found.add(scan.number(rank), scan.score(rank), scan.error(rank));
        }
        boolean _ = idleScans.offer(scan);
        return waiting.uncoded.build();
    }

    /// Gives back the memory of rows below `rowEnd`, where none waits. Returns what frees it, to be
    /// run when no view is left that began before.
    public List<Runnable> release(long[] waiting, long rowEnd) {
        return codes.release(waiting, rowEnd);
    }

    /// Frees everything. No search may be under way, and nothing is encoded any more.
    @Override
    public void close() {
        codes.close();
    }

    /// Slots of one search and where their codes are.
    private static final class Waiting implements CodeScan.Codes {
        private final SlotBatches slots;
        private final IntToLongFunction rowOf;
        private final RowCodes.Sight codes;
        private final SlotSetEditor uncoded = SlotSet.empty().edit();

        Waiting(SlotSet slots, IntToLongFunction rowOf, RowCodes.Sight codes) {
            this.slots = slots.batches();
            this.rowOf = rowOf;
            this.codes = codes;
        }

        @Override
        public int next(int[] numbers, long[] addresses) {
            int count = 0;
            for (int taken = slots.next(numbers); taken > 0 && count == 0; ) {
                for (int i = 0; i < taken; i++) {
                    int slot = numbers[i];
                    long address = addressOf(slot);
                    if (address == RowCodes.ABSENT) {
                        uncoded.add(slot);
                    } else {
                        numbers[count] = slot;
                        addresses[count++] = address;
                    }
                }
                taken = count == 0 ? slots.next(numbers) : taken;
            }
            return count;
        }

        @Override
        public long addressOf(int slot) {
            return codes.addressOf(rowOf.applyAsLong(slot));
        }
    }
}
