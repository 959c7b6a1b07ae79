package io.digi.storage.fake;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.kv.KvCursor;
import io.digi.storage.kv.KvFamily;
import io.digi.storage.kv.KvRange;
import io.digi.storage.kv.KvReads;
import java.util.List;
import java.util.Optional;

/// Reads of a simulated store as it was after one commit.
final class SimulatedReads implements KvReads {
    private final SimulatedKvStore store;
    private final long commit;

    SimulatedReads(SimulatedKvStore store, long commit) {
        this.store = store;
        this.commit = commit;
    }

    @Override
    public Optional<byte[]> get(KvFamily family, byte[] key) {
        SimulatedKv medium = store.require(family);
        medium.plan().read(family.toString());
        synchronized (medium) {
            requireIntact(family, key);
            return medium.versions().value(family, key, commit);
        }
    }

    @Override
    public List<Optional<byte[]>> multiGet(KvFamily family, List<byte[]> keys) {
        return keys.stream().map(key -> get(family, key)).toList();
    }

    @Override
    public KvCursor scan(KvFamily family, KvRange range) {
        SimulatedKv medium = store.require(family);
        medium.plan().read(family.toString());
        return new SimulatedCursor(this, family, range);
    }

    /// The first entry of a range.
    Optional<Versions.Entry> first(KvFamily family, KvRange range) {
        SimulatedKv medium = store.require(family);
        synchronized (medium) {
            Optional<Versions.Entry> entry = medium.versions().first(family, range, commit);
            entry.ifPresent(found -> requireIntact(family, found.key()));
            return entry;
        }
    }

    private void requireIntact(KvFamily family, byte[] key) {
        if (store.require(family).isDamaged(family, key)) {
            throw new DigiException(
                    new Problem.Corrupt("/simulated/kv/" + family, 0, "simulated damage"));
        }
    }
}
