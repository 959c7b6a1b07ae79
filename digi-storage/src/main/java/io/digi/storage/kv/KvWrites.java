package io.digi.storage.kv;

/// Writing keys. Later writes win over earlier ones of the same batch. The arrays belong to the
/// receiver from then on and must not be changed.
public interface KvWrites {
    void put(KvFamily family, byte[] key, byte[] value);

    void delete(KvFamily family, byte[] key);

    /// Deletes every key of a range. Cheap to write but not free to read past: for the few large
    /// ranges of a drop or a drained queue, not for single keys.
    void deleteRange(KvFamily family, KvRange range);
}
