package io.digi.engine.collection;

import io.digi.engine.extent.Extent;
import io.digi.engine.extent.ExtentLayout;
import io.digi.engine.extent.RowSpans;
import io.digi.engine.extent.TailRows;
import io.digi.engine.generation.TailCodes;
import io.digi.engine.slot.SlotSet;
import io.digi.index.memory.LongTable;
import io.digi.index.memory.MemoryBudget;
import io.digi.index.memory.MemoryRegion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// The rows of one named vector: which row each slot has, and where the rows are. Written only by
/// the one thread that orders the collection's writes; reads go through the [RowSpans] of a state.
///
/// **Slots and rows.** A slot's entry may be newer than the state that a read holds. Rows are given
/// out in ascending order and never again, so a read tells: an entry at or behind the state's row
/// end is newer than the state, and then the stored point says which row it was.
public final class RowStore implements AutoCloseable {
    private final ExtentLayout layout;
    private final MemoryBudget budget;
    private final MemoryRegion tableMemory;
    private final LongTable slotRows;
    private final Map<Long, Extent> extents = new ConcurrentSkipListMap<>();
    private final Map<Long, Long> deadCounts = new ConcurrentSkipListMap<>();
    private final List<TailRows> tail = new ArrayList<>();
    private long drainedRows;
    private Optional<TailCodes> codes = Optional.empty();

    /// @param drainedRows rows below this one are in extents
    public RowStore(ExtentLayout layout, MemoryBudget budget, long drainedRows) {
        this.layout = layout;
        this.budget = budget;
        this.drainedRows = drainedRows;
        this.tableMemory = new MemoryRegion(budget, "slots");
        this.slotRows = new LongTable(tableMemory);
        tail.add(TailRows.from(budget, layout.rows(), drainedRows));
    }

    public ExtentLayout layout() {
        return layout;
    }

    /// The row of a slot as of the last write, or [LongTable#ABSENT].
    public long rowOf(int slot) {
        return slotRows.get(slot);
    }

    /// The first row not given out yet.
    public long end() {
        return tail.getLast().endRow();
    }

    /// Makes sure that rows can be appended for slots below `slotEnd`, or throws.
    public void reserve(int rowCount, int slotEnd) {
        tail.getLast().reserve(rowCount);
        slotRows.reserve(slotEnd);
    }

    public long append(int slot, float[] elements) {
        long row = tail.getLast().append(elements);
        codes.ifPresent(all -> all.encode(row, elements));
        slotRows.set(slot, row);
        return row;
    }

    /// Appends `filler` until `row` is the next to be given out. For rows that no point has.
    void fill(long row, float[] filler) {
        while (end() < row) {
            restore(filler);
        }
    }

    /// Appends a row that its slot is known to have already.
    void restore(float[] elements) {
        tail.getLast().reserve(1);
        tail.getLast().append(elements);
    }

    /// Notes where a slot's row is, without a new row.
    public void assign(int slot, long row) {
        slotRows.set(slot, row);
    }

    /// Notes that no point has the row any more, be it in its extent yet or not.
    public void died(long row) {
        deadCounts.merge(layout.sequenceOf(row), 1L, Long::sum);
    }

    /// Counts anew how many rows of each full extent no point has, given the slots that have one.
    void countDead(SlotSet present) {
        TreeMap<Long, Long> live = new TreeMap<>();
        present.forEach(slot -> live.merge(layout.sequenceOf(rowOf(slot)), 1L, Long::sum));
        for (Extent extent : extents.values()) {
            if (extent.isSealed()) {
                long sequence = extent.sequence();
                deadCounts.put(sequence, layout.rowCapacity() - live.getOrDefault(sequence, 0L));
            }
        }
    }

    /// The first full extent of which more than this part of the rows is dead.
    public Optional<Extent> worthEmptying(double deadPart) {
        for (Map.Entry<Long, Long> dead : deadCounts.entrySet()) {
            Extent extent = extents.get(dead.getKey());
            boolean due = dead.getValue() > deadPart * layout.rowCapacity();
            if (due && extent != null && extent.isSealed()) {
                return Optional.of(extent);
            }
        }
        return Optional.empty();
    }

    public RowSpans spans() {
        return new RowSpans(layout, List.copyOf(extents.values()), drainedRows, List.copyOf(tail));
    }

    /// Takes over an extent, new or grown. Returns the older state of the same file, if any.
    public Optional<Extent> put(Extent extent) {
        return Optional.ofNullable(extents.put(extent.sequence(), extent));
    }

    /// Forgets an extent that has no live row. Returns it, if it was there.
    public Optional<Extent> drop(long sequence) {
        deadCounts.remove(sequence);
        return Optional.ofNullable(extents.remove(sequence));
    }

    /// Ends the present part of the tail, so that it can be drained while writes go on behind it.
    public void rotate() {
        if (tail.getLast().rowCount() > 0) {
            tail.add(TailRows.from(budget, layout.rows(), end()));
        }
    }

    /// Rows below this one are in extents now. Returns the parts of the tail that no new state
    /// refers to.
    public List<TailRows> drained(long row) {
        drainedRows = row;
        List<TailRows> ended = tail.subList(0, tail.size() - 1);
        List<TailRows> done = ended.stream().filter(part -> part.endRow() <= row).toList();
        tail.removeAll(done);
        return done;
    }

    /// What gives rows codes that no generation has one of yet, if anything does.
    public Optional<TailCodes> codes() {
        return codes;
    }

    /// Lets rows that are appended from now on have codes. Closed with the store; what was in use
    /// before is the caller's to close.
    public void use(TailCodes next) {
        codes = Optional.of(next);
    }

    /// Frees the memory of all rows. No read may be under way.
    @Override
    public void close() {
        codes.ifPresent(TailCodes::close);
        tail.forEach(TailRows::close);
        tableMemory.close();
        extents.values().forEach(Extent::close);
    }
}
