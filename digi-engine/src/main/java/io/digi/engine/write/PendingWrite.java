package io.digi.engine.write;

import io.digi.model.change.WriteReceipt;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A write that waits for its turn: its changes in order, and who waits for them.
final class PendingWrite {
    private final List<PreparedChange> changes;
    private final Optional<DigiException> refusal;
    private final Optional<String> tenantField;
    private final long sizeBytes;
    private final List<Long> operationNumbers = new ArrayList<>();
    private final CompletableFuture<WriteReceipt> outcome = new CompletableFuture<>();

    /// @param refusal of the change after the last of `changes`, if there was one
    /// @param tenantField of the collection as the changes were checked against it
    PendingWrite(
            List<PreparedChange> changes,
            Optional<DigiException> refusal,
            Optional<String> tenantField,
            long sizeBytes) {
        this.changes = List.copyOf(changes);
        this.refusal = refusal;
        this.tenantField = tenantField;
        this.sizeBytes = sizeBytes;
    }

    /// Throws if the collection keeps tenants apart otherwise than it did when the changes were
    /// checked: the points would be nobody's.
    void requireTenantField(Optional<String> present) {
        if (!present.equals(tenantField)) {
            throw new DigiException(
                    new Problem.Unavailable("the tenant field was declared meanwhile; try again"));
        }
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
