package io.digi.storage.kv;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Writes to be committed together, over any families. Holds Java memory only, so a batch that is
/// dropped needs no closing. For one thread at a time.
public final class KvBatch implements KvWrites {
    /// What a write costs beside its key and value, in the log and in memory.
    private static final int OVERHEAD_BYTES = 16;

    private final List<Consumer<KvWrites>> writes = new ArrayList<>();
    private long sizeBytes;

    public KvBatch() {}

    @Override
    public void put(KvFamily family, byte[] key, byte[] value) {
        add(key.length + (long) value.length, target -> target.put(family, key, value));
    }

    @Override
    public void delete(KvFamily family, byte[] key) {
        add(key.length, target -> target.delete(family, key));
    }

    @Override
    public void deleteRange(KvFamily family, KvRange range) {
        int upperLength = range.upper().map(upper -> upper.length).orElse(0);
        add(range.lower().length + upperLength, target -> target.deleteRange(family, range));
    }

    /// About the bytes that this batch takes in the log.
    public long sizeBytes() {
        return sizeBytes;
    }

    public int count() {
        return writes.size();
    }

    public boolean isEmpty() {
        return writes.isEmpty();
    }

    /// Repeats the writes on `target` in the order in which they came.
    public void replayTo(KvWrites target) {
        for (Consumer<KvWrites> write : writes) {
            write.accept(target);
        }
    }

    private void add(long bytes, Consumer<KvWrites> write) {
        writes.add(write);
        sizeBytes += bytes + OVERHEAD_BYTES;
    }
}
