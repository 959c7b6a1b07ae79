package io.digi.engine.write;

import io.digi.engine.collection.CollectionState;
import io.digi.model.error.DigiException;
import io.digi.storage.kv.KvBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// A group of operations while it is put together. It begins with the first operation; a group
/// without any is no group, and whoever waits for it is told after the one before.
final class GroupInProgress {
    private final StateEditor editor;
    private final GroupBuilder builder;
    private final BiFunction<KvBatch, CollectionState, WriteGroup> close;
    private final Consumer<WriteGroup> submit;
    private final List<Consumer<WriteGroup>> waiters = new ArrayList<>();
    private final List<PendingWrite> continued = new ArrayList<>();

    GroupInProgress(
            StateEditor editor,
            GroupBuilder builder,
            BiFunction<KvBatch, CollectionState, WriteGroup> close,
            Consumer<WriteGroup> submit) {
        this.editor = editor;
        this.builder = builder;
        this.close = close;
        this.submit = submit;
    }

    /// Applies a change that names its points. Returns its operation number.
    long apply(PreparedChange change) {
        return switch (change) {
            case PreparedChange.PutPoints put -> builder.apply(put);
            case PreparedChange.PutVectors put -> builder.apply(put);
            case PreparedChange.EditNamed edit -> builder.apply(edit);
            case PreparedChange.EditMatching _ ->
                    throw new IllegalArgumentException("a change by filter comes in pieces");
        };
    }

    void applyPiece(long operation, int piece, List<Integer> slots, PointEdit edit) {
        editor.beginOperation(operation);
        builder.applyPiece(operation, piece, slots, edit);
    }

    void completes(PendingWrite write) {
        waiters.add(group -> group.completes(write));
    }

    void refuses(PendingWrite write, DigiException refusal) {
        waiters.add(group -> group.refuses(write, refusal));
    }

    /// A part of the write is in this group, and more of it follows in later ones: if this group is
    /// not committed, that is what the caller must hear.
    void continues(PendingWrite write) {
        continued.add(write);
    }

    /// Hands the group to the committer. Nothing may be applied to it afterwards.
    void finish() {
        if (builder.isEmpty() && waiters.isEmpty()) {
            return;
        }
        WriteGroup group = close.apply(builder.batch(), editor.build());
        waiters.forEach(waiter -> waiter.accept(group));
        continued.forEach(group::failsWith);
        submit.accept(group);
    }
}
