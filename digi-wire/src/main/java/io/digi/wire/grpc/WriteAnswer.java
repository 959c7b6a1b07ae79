package io.digi.wire.grpc;

import io.digi.model.change.WriteReceipt;
import io.digi.wire.words.UpdateStatus;

/// What became of a write.
public record WriteAnswer(WriteReceipt receipt, UpdateStatus status) {
    /// The answer to a caller that waited for the write, or did not.
    public static WriteAnswer of(WriteReceipt receipt, boolean waits) {
        return new WriteAnswer(receipt, UpdateStatus.ofWait(waits).of(receipt));
    }
}
