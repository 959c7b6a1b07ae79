package io.digi.storage.kv;

import io.digi.model.error.Problem;
import java.util.Optional;

/// An ordered key-value store in one directory. Its reads see every commit that has returned.
///
/// Thread-safe, but commits run one after another. `close` is idempotent, ends every view and
/// cursor, and waits (bounded) for the reads under way; later calls throw [Problem.Unavailable].
public interface KvStore extends KvReads, AutoCloseable {
    /// Writes a batch: all of it or nothing, and on stable storage when this returns (one write,
    /// one sync). An empty batch writes nothing.
    ///
    /// If the medium fails, this throws [Problem.OutcomeUnknown]: a restart may show the batch or
    /// not, and no attempt is repeated, since a failed sync says nothing about what was kept. From
    /// then on every commit throws [Problem.ReadOnly]; reads go on.
    void commit(KvBatch batch);

    /// A view of everything committed so far.
    KvView snapshot();

    /// Why commits are refused; absent while they are accepted. A store that was found damaged when
    /// it was opened refuses them from the start and shows what precedes the damage.
    Optional<Problem> writeRefusal();

    /// Whether a commit now would be slowed down or stopped until background work has caught up.
    /// Cheap: at most 50 milliseconds old.
    boolean isStalled();

    KvStatistics statistics();

    /// Writes all memtables to table files and waits for it; shortens the next opening.
    void flush();

    /// Rewrites the table files of a range, so that deleted keys leave the disk. Takes as long as
    /// the range is large.
    void compact(KvFamily family, KvRange range);

    /// Unlinks the table files that lie wholly inside a range, for views too. Keys of the range in
    /// other files stay; the caller has deleted the range, durably, before.
    void deleteFiles(KvFamily family, KvRange range);

    @Override
    void close();
}
