package io.digi.storage.kv;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Keys from a lower bound (inclusive) to an upper bound (exclusive), compared as unsigned bytes.
/// Immutable: bounds are copied in, and must not be changed by whoever asks for them.
public final class KvRange {
    private static final byte[] FIRST = {};
    private static final KvRange ALL = new KvRange(FIRST, Optional.empty());

    private final byte[] lower;
    private final Optional<byte[]> upper;

    private KvRange(byte[] lower, Optional<byte[]> upper) {
        this.lower = lower;
        this.upper = upper;
    }

    public static KvRange all() {
        return ALL;
    }

    /// The keys from `lower` on.
    public static KvRange from(byte[] lower) {
        return new KvRange(lower.clone(), Optional.empty());
    }

    /// The keys at or after `lower` and before `upper`; none if `upper` is not behind `lower`.
    public static KvRange between(byte[] lower, byte[] upper) {
        return new KvRange(lower.clone(), Optional.of(upper.clone()));
    }

    /// The keys that begin with `prefix`.
    public static KvRange prefix(byte[] prefix) {
        return new KvRange(prefix.clone(), successor(prefix));
    }

    /// The same range without the keys before and at `key`: where a page that ended at `key` goes
    /// on.
    public KvRange after(byte[] key) {
        byte[] next = Arrays.copyOf(key, key.length + 1);
        return Arrays.compareUnsigned(next, lower) <= 0 ? this : new KvRange(next, upper);
    }

    /// The first key of the range; empty bytes come before every key.
    public byte[] lower() {
        return lower;
    }

    /// The first key behind the range; absent if it is open.
    public Optional<byte[]> upper() {
        return upper;
    }

    public boolean contains(byte[] key) {
        return Arrays.compareUnsigned(key, lower) >= 0
                && (upper.isEmpty() || Arrays.compareUnsigned(key, upper.get()) < 0);
    }

    public boolean isEmpty() {
        return upper.isPresent() && Arrays.compareUnsigned(lower, upper.get()) >= 0;
    }

    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return "[%s, %s)".formatted(hex.formatHex(lower), upper.map(hex::formatHex).orElse("end"));
    }

    /// The first key behind all that begin with `prefix`; absent if there is none (`ff ff …`).
    private static Optional<byte[]> successor(byte[] prefix) {
        int last = prefix.length - 1;
        while (last >= 0 && prefix[last] == (byte) 0xff) {
            last--;
        }
        if (last < 0) {
            return Optional.empty();
        }
        byte[] next = Arrays.copyOf(prefix, last + 1);
        next[last]++;
        return Optional.of(next);
    }
}
