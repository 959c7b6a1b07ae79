package io.digi.engine.write;

import io.digi.model.change.WriteReceipt;
import io.digi.model.error.DigiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A write that waits for its turn: its changes in order, and who waits for them.
final class PendingWrite {
    private final List<PreparedChange> changes;
    private final Optional<DigiException> refusal;
    private final long sizeBytes;
    private final List<Long> operationNumbers = new ArrayList<>();
    private final CompletableFuture<WriteReceipt> outcome = new CompletableFuture<>();

    /// @param refusal of the change after the last of `changes`, if there was one
    PendingWrite(List<PreparedChange> changes, Optional<DigiException> refusal, long sizeBytes) {
        this.changes = List.copyOf(changes);
        this.refusal = refusal;
        this.sizeBytes = sizeBytes;
    }

    List<PreparedChange> changes() {
        return changes;
    }

    /// About what the write takes in memory while it waits.
    long sizeBytes() {
        return sizeBytes;
    }

    void applied(long operationNumber) {
        operationNumbers.add(operationNumber);
    }

    CompletableFuture<WriteReceipt> outcome() {
        return outcome;
    }

    /// Tells the caller that all changes are committed.
    void committed() {
        refusal.ifPresentOrElse(
                outcome::completeExceptionally,
                () -> outcome.complete(new WriteReceipt(operationNumbers)));
    }

    void fail(Throwable problem) {
        outcome.completeExceptionally(problem);
    }
}
