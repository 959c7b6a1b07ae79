package io.digi.index.codes;

import io.digi.index.memory.MemoryBudget;
import io.digi.index.memory.MemoryRefusedException;
import io.digi.index.memory.MemoryRegion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// Codes of rows that wait for something better. Rows are numbered upwards without end and never
/// change, so the code of a row is right for whoever asks for it. They lie in chunks, which are
/// given back when no row in them waits any more.
///
/// Where memory is refused a row has no code; nothing else comes of it.
///
/// **Threads.** Any number encode, each another row, and any number read. Chunks are freed by the
/// owner when no reader is left who could have seen them.
public final class RowCodes implements AutoCloseable {
    /// Of a row that has no code.
    public static final long ABSENT = 0;

    private static final String PURPOSE = "tail codes";
    private static final int CHUNK_BYTES = 256 << 10;
    private static final int CHUNK_ROWS_MIN = 64;

    private final CodeModel model;
    private final MemoryBudget budget;
    private final LongPredicate hasRoom;
    private final int rowsLog;
    private final ThreadLocal<RowEncoder> encoders;

    /// Chunks that nobody sees any more, but some who saw them before.
    private final Set<RowCodeChunk> released = new HashSet<>();

    /// In the order of their numbers. Replaced as a whole.
    private volatile RowCodeChunk[] chunks = {};

    /// @param hasRoom whether so many bytes may be taken; asked before they are
    public RowCodes(CodeModel model, MemoryBudget budget, LongPredicate hasRoom) {
        this.model = model;
        this.budget = budget;
        this.hasRoom = hasRoom;
        int rows = Math.max(CHUNK_ROWS_MIN, CHUNK_BYTES / model.layout().strideBytes());
        this.rowsLog = 31 - Integer.numberOfLeadingZeros(rows);
        Rotation rotation = model.rotation();
        this.encoders = ThreadLocal.withInitial(() -> new RowEncoder(model, rotation));
    }

    public CodeModel model() {
        return model;
    }

    /// For how many rows there is memory.
    public long capacity() {
        return (long) chunks.length << rowsLog;
    }

    /// Rows that are given back at once.
    public int chunkRows() {
        return 1 << rowsLog;
    }

    /// Gives a row that has none the code of `vector [dimension]`, if there is memory for it.
    public void encode(long row, float[] vector) {
        RowCodeChunk chunk = find(chunks, row >> rowsLog);
        chunk = chunk == null ? add(row >> rowsLog) : chunk;
        if (chunk != null) {
            encoders.get().encode(vector, chunk.placeOf(row));
            chunk.publish(row);
        }
    }

    private synchronized @Nullable RowCodeChunk add(long number) {
        RowCodeChunk[] old = chunks;
        int at = rankOf(old, number);
        if (at < old.length && old[at].number() == number) {
            return old[at];
        }
        long strideBytes = model.layout().strideBytes();
        if (!hasRoom.test(RowCodeChunk.bytes(rowsLog, strideBytes))) {
            return null;
        }
        MemoryRegion memory = new MemoryRegion(budget, PURPOSE);
        try {
            RowCodeChunk chunk = new RowCodeChunk(number, rowsLog, strideBytes, memory);
            RowCodeChunk[] grown = Arrays.copyOf(old, old.length + 1);
            System.arraycopy(old, at, grown, at + 1, old.length - at);
            grown[at] = chunk;
            chunks = grown;
            return chunk;
        } catch (MemoryRefusedException e) {
            memory.close();
            return null;
        }
    }

    /// What is there now, for one thread. Usable as long as nothing of it is freed.
    public Sight sight() {
        return new Sight(chunks, rowsLog);
    }

    /// Takes out the chunks below `rowEnd` that have none of the rows that wait: nobody sees them
    /// from now on. Returns what frees them, to be run when nobody is left who has seen them; empty
    /// if there is nothing to free.
    public synchronized List<Runnable> release(long[] waiting, long rowEnd) {
        Set<Long> needed = new HashSet<>();
        Arrays.stream(waiting).forEach(row -> needed.add(row >> rowsLog));
        List<RowCodeChunk> kept = new ArrayList<>();
        List<Runnable> releases = new ArrayList<>();
        for (RowCodeChunk chunk : chunks) {
            if (chunk.number() >= rowEnd >> rowsLog || needed.contains(chunk.number())) {
                kept.add(chunk);
            } else {
                released.add(chunk);
                releases.add(() -> free(chunk));
            }
        }
        chunks = kept.toArray(RowCodeChunk[]::new);
        return releases;
    }

    private synchronized void free(RowCodeChunk chunk) {
        if (released.remove(chunk)) {
            chunk.free();
        }
    }

    /// Frees everything. No read may be under way, and nothing is encoded any more.
    @Override
    public synchronized void close() {
        released.forEach(RowCodeChunk::free);
        released.clear();
        Arrays.stream(chunks).forEach(RowCodeChunk::free);
        chunks = new RowCodeChunk[0];
    }

    private static @Nullable RowCodeChunk find(RowCodeChunk[] chunks, long number) {
        int at = rankOf(chunks, number);
        return at < chunks.length && chunks[at].number() == number ? chunks[at] : null;
    }

    /// How many have a smaller number.
    private static int rankOf(RowCodeChunk[] chunks, long number) {
        int low = 0;
        int high = chunks.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (chunks[middle].number() < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// The chunks at one moment. Rows that are asked for in their order are found the fastest.
    public static final class Sight {
        private final RowCodeChunk[] chunks;
        private final int rowsLog;
        private @Nullable RowCodeChunk last;

        private Sight(RowCodeChunk[] chunks, int rowsLog) {
            this.chunks = chunks;
            this.rowsLog = rowsLog;
        }

        /// Where the code of a row is; [#ABSENT] if it has none.
        public long addressOf(long row) {
            RowCodeChunk chunk = last;
            if (chunk == null || chunk.number() != row >> rowsLog) {
                chunk = find(chunks, row >> rowsLog);
                last = chunk;
            }
            return chunk != null && chunk.has(row) ? chunk.placeOf(row) : ABSENT;
        }
    }
}
