package io.digi.storage.kv;

import java.util.List;
import java.util.Optional;

/// Reading keys: of the newest state ([KvStore]) or of one moment ([KvView]).
///
/// Thread-safe. Arrays given are not kept; arrays returned belong to the caller. After `close`
/// every method throws a [io.digi.model.error.DigiException]; a value whose checksum fails is
/// reported as [io.digi.model.error.Problem.Corrupt], naming the file.
public interface KvReads {
    Optional<byte[]> get(KvFamily family, byte[] key);

    /// The values of many keys, in the order of `keys`. Of the newest state each is read by itself;
    /// only a view shows all of one moment.
    List<Optional<byte[]>> multiGet(KvFamily family, List<byte[]> keys);

    /// The keys of a range in ascending order. The cursor shows one moment; it must be closed, and
    /// soon, since it keeps replaced files and values alive.
    KvCursor scan(KvFamily family, KvRange range);

    /// Shows `visitor` at most `limit` entries of a range in ascending order, until it has enough.
    /// Returns how many it was shown.
    default long forEach(KvFamily family, KvRange range, long limit, KvVisitor visitor) {
        long shown = 0;
        try (KvCursor cursor = scan(family, range)) {
            while (shown < limit && cursor.next()) {
                shown++;
                if (!visitor.visit(cursor.key(), cursor.value())) {
                    break;
                }
            }
        }
        return shown;
    }
}
