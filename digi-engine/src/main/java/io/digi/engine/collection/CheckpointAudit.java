package io.digi.engine.collection;

import io.digi.engine.bytes.ByteWriter;
import io.digi.engine.catalog.Definition;
import io.digi.engine.extent.ExtentFiles;
import io.digi.engine.field.FieldIndex;
import io.digi.engine.slot.SlotSet;
import io.digi.index.memory.MemoryBudget;
import io.digi.index.memory.MemoryRefusedException;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.file.FileStore;
import io.digi.storage.kv.KvReads;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Compares what a collection's checkpoint and the changes since say with what its stored points
/// say. Changes nothing. Holds both in memory at the same time.
public final class CheckpointAudit {
    /// Looks at rows. A checkpoint may name the row from which a point's vector was moved without
    /// an operation, for as long as that row is still there.
    public interface Rows {
        /// Whether a row has the elements of the vector that the slot's point has.
        boolean hasElements(int vector, int slot, long row);
    }

    private final Checkpoints checkpoints;
    private final CollectionOpener opener;
    private final MemoryBudget budget;
    private final Rows stored;

    public CheckpointAudit(KvReads kv, FileStore files, MemoryBudget budget, Rows stored) {
        this.stored = stored;
        this.budget = budget;
        this.checkpoints = new Checkpoints(files, kv, _ -> {});
        this.opener =
                new CollectionOpener(kv, new ExtentFiles(files, _ -> {}), checkpoints, budget);
    }

    /// What makes the checkpoint wrong; empty if there is none, if it is right, or if it is one
    /// that opening passes over. Indexes that it lacks do not make it wrong: opening builds them.
    ///
    /// @param operationNumber the collection's last
    public Optional<String> fault(Definition definition, long operationNumber) {
        if (!checkpoints.exists(definition.number())) {
            return Optional.empty();
        }
        try (VectorRows loaded = rows(definition);
                VectorRows fresh = rows(definition)) {
            Optional<StateLoader> read = checkpoints.readIntact(definition, loaded);
            try {
                return read.flatMap(
                        loader -> fault(definition, operationNumber, loader, loaded, fresh));
            } finally {
                read.ifPresent(StateLoader::closeFiles);
            }
        } catch (MemoryRefusedException e) {
            throw MemoryProblems.of(e);
        } catch (DigiException e) {
            if (e.problem() instanceof Problem.Corrupt problem) {
                return Optional.of(problem.detail());
            }
            throw e;
        }
    }

    private Optional<String> fault(
            Definition definition,
            long operationNumber,
            StateLoader read,
            VectorRows loadedRows,
            VectorRows freshRows) {
        if (read.operationNumber() > operationNumber) {
            return Optional.of(
                    "it is complete to operation %d, the collection's last is %d"
                            .formatted(read.operationNumber(), operationNumber));
        }
        Derived loaded = opener.caughtUp(definition, read).derived();
        StateLoader all = StateLoader.empty(definition, freshRows);
        opener.loadAll(definition, all);
        return difference(loaded, all.derived())
                .or(() -> rowDifference(loaded.present(), loadedRows, freshRows));
    }

    private static Optional<String> difference(Derived loaded, Derived fresh) {
        if (!loaded.live().equals(fresh.live())) {
            return Optional.of(
                    "its points are %d, %d are stored, or they are others"
                            .formatted(loaded.live().cardinality(), fresh.live().cardinality()));
        }
        if (!loaded.present().equals(fresh.present())) {
            return Optional.of("it is wrong about which points have which vector");
        }
        if (!sameBytes(loaded.tenants(), fresh.tenants())) {
            return Optional.of("it is wrong about the points of a tenant");
        }
        return fresh.fields().entrySet().stream()
                .filter(field -> loaded.fields().containsKey(field.getKey()))
                .filter(field ->
                        !sameBytes(
                                Optional.ofNullable(loaded.fields().get(field.getKey())),
                                Optional.of(field.getValue())))
                .findFirst()
                .map(field -> "its index on `%s` is wrong".formatted(field.getKey()));
    }

    private Optional<String> rowDifference(
            Map<Integer, SlotSet> present, VectorRows loaded, VectorRows fresh) {
        for (Map.Entry<Integer, SlotSet> vector : present.entrySet()) {
            RowStore mine = loaded.of(vector.getKey());
            RowStore right = fresh.of(vector.getKey());
            int number = vector.getKey();
            boolean same =
                    vector.getValue().stream()
                            .allMatch(slot ->
                                    mine.rowOf(slot) == right.rowOf(slot)
                                            || stored.hasElements(number, slot, mine.rowOf(slot)));
            if (!same) {
                return Optional.of("it is wrong about where vectors are");
            }
        }
        return Optional.empty();
    }

    /// The stored form of an index depends on its contents alone.
    private static boolean sameBytes(Optional<FieldIndex> one, Optional<FieldIndex> other) {
        return Arrays.equals(bytes(one), bytes(other));
    }

    private static byte[] bytes(Optional<FieldIndex> index) {
        ByteWriter out = new ByteWriter();
        index.ifPresent(present -> present.writeTo(out));
        return out.toBytes();
    }

    private VectorRows rows(Definition definition) {
        Map<Integer, RowStore> stores = new HashMap<>();
        definition
                .places()
                .forEach((name, place) ->
                        stores.put(
                                place.number(),
                                new RowStore(
                                        definition.layout(name), budget, /* drainedRows= */ 0)));
        return new VectorRows(stores);
    }
}
