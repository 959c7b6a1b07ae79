package io.digi.engine.verify;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.Counters;
import io.digi.engine.extent.ExtentCopy;
import io.digi.engine.key.TenantAndId;
import io.digi.engine.record.StoredPoint;
import io.digi.model.error.Problem;
import io.digi.storage.kv.KvFamily;
import java.nio.file.Path;
import java.util.List;

/// One thing found by a survey, with all that a repair needs. [Findings] puts it into words,
/// [Mender] mends it.
sealed interface Fault {
    /// Something about one collection.
    sealed interface OfCollection extends Fault {
        Definition definition();
    }

    /// A part of the store cannot be read.
    record Unreadable(Problem.Corrupt problem) implements Fault {}

    /// The log of the store is damaged and acknowledged writes are lost.
    record LogDamaged(Path file, long from, long to) implements Fault {}

    /// The log ends with a write that nobody was told of.
    record LogTorn(Path file, long offset) implements Fault {}

    record BadDefinition(int number, String detail) implements Fault {}

    /// A key of the family `meta` that means nothing.
    record StrayMeta(StoredKey key, String what) implements Fault {}

    /// New collections would get numbers that others have.
    record NumbersBehind(int last) implements Fault {}

    /// Keys of a collection that is neither defined nor dropped.
    record Ownerless(KvFamily family, int number, long count) implements Fault {}

    /// A dropped collection is not cleared away yet.
    record Uncleared(int number) implements Fault {}

    /// A file that nothing refers to and that would be removed or replaced sooner or later.
    record Leftover(Path file) implements Fault {}

    /// A file that is not Digi's.
    record Foreign(Path file) implements Fault {}

    record Quarantined(Path file) implements Fault {}

    record CountersWrong(Definition definition, Counters right, String detail)
            implements OfCollection {}

    record BadRecord(Definition definition, int slot, Problem.Corrupt problem)
            implements OfCollection {}

    /// A point that its id does not lead to.
    record IdMissing(Definition definition, int slot, TenantAndId name) implements OfCollection {}

    /// An id that leads to no point, or to another's.
    record IdStray(Definition definition, StoredKey key, String detail) implements OfCollection {}

    /// An older record of an id beside the newer one.
    record RecordObsolete(Definition definition, int slot, int newerSlot, TenantAndId name)
            implements OfCollection {}

    /// Elements of a point's vectors are lost.
    record VectorsLost(Definition definition, int slot, StoredPoint point, List<LostVector> lost)
            implements OfCollection {
        public VectorsLost {
            lost = List.copyOf(lost);
        }
    }

    /// A file of rows is not as it was written, or missing.
    ///
    /// @param needed whether a point has a row in it
    record ExtentDamaged(
            Definition definition,
            ExtentCopy extent,
            boolean needed,
            List<Problem.Corrupt> problems)
            implements OfCollection {
        public ExtentDamaged {
            problems = List.copyOf(problems);
        }
    }

    /// A row in the store that no point has.
    record RowStray(Definition definition, StoredKey key, String detail) implements OfCollection {}

    record ChangesBad(Definition definition, String detail) implements OfCollection {}

    record CheckpointWrong(Definition definition, String detail) implements OfCollection {}

    /// The file of a vector's graph is damaged, or contradicts the stored points.
    record GraphWrong(Definition definition, int vector, Problem.Corrupt problem)
            implements OfCollection {}
}
