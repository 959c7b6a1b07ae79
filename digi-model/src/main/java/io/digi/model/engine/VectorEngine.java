package io.digi.model.engine;

import io.digi.model.change.PointChange;
import io.digi.model.change.WriteReceipt;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import io.digi.model.query.PointRead;
import java.util.List;
import java.util.Set;

/// A vector database, in this process or elsewhere. Thread-safe. Every method may throw
/// [io.digi.model.error.DigiException].
public interface VectorEngine extends AutoCloseable {
    CollectionCatalog collections();

    /// Answers a read from one state of the collection, which holds every write acknowledged before
    /// the call.
    <R> R read(Call call, CollectionName collection, PointRead<R> read);

    /// Applies changes in their order and returns once they are on stable storage and visible. If
    /// one is refused, those before it stay and those after it are not applied.
    WriteReceipt write(Call call, CollectionName collection, List<PointChange> changes);

    /// Archives of collections. Throws [Problem.NotSupported] where an engine makes none.
    default SnapshotCatalog snapshots() {
        throw new DigiException(new Problem.NotSupported("this engine makes no snapshots"));
    }

    /// The whole state, which may take long with many collections.
    EngineStatus status();

    /// What is not as promised, in sentences; none in health. Monitoring asks every few seconds: an
    /// engine answers without counting anything.
    default List<String> troubles() {
        return status().troubles();
    }

    Set<Capability> capabilities();

    /// Finishes what is under way and releases everything; idempotent.
    @Override
    void close();
}
