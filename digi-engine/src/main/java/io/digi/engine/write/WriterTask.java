package io.digi.engine.write;

import io.digi.model.error.DigiException;
import java.util.concurrent.CompletableFuture;

/// What a [CollectionWriter] does one after the other.
sealed interface WriterTask {
    record Write(PendingWrite write) implements WriterTask {}

    record Step(MaintenanceStep step, CompletableFuture<Long> outcome) implements WriterTask {}

    /// What it adds to its group.
    default long sizeBytes() {
        return switch (this) {
            case Write(PendingWrite write) -> write.sizeBytes();
            case Step _ -> 0;
        };
    }

    default void fail(DigiException problem) {
        switch (this) {
            case Write(PendingWrite write) -> write.fail(problem);
            case Step(MaintenanceStep _, CompletableFuture<Long> outcome) ->
                    outcome.completeExceptionally(problem);
        }
    }
}
