package io.digi.model.change;

import java.util.List;

/// What an acknowledged write got. It is on stable storage and visible to every later read.
///
/// @param operationNumbers of each change, in the order given
/// @param isComplete whether nothing of it goes on in the background that the caller waited for;
///   false if the caller's time was over before a payload index was complete
public record WriteReceipt(List<Long> operationNumbers, boolean isComplete) {
    public WriteReceipt {
        operationNumbers = List.copyOf(operationNumbers);
    }

    /// Of a complete write.
    public WriteReceipt(List<Long> operationNumbers) {
        this(operationNumbers, /* isComplete= */ true);
    }

    /// The number of the last change.
    public long last() {
        return operationNumbers.getLast();
    }
}
