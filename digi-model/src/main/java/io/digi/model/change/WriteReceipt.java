package io.digi.model.change;

import java.util.List;

/// What an acknowledged write got: the operation number of each change, in the order given. The
/// write is on stable storage and visible to every later read.
public record WriteReceipt(List<Long> operationNumbers) {
    public WriteReceipt {
        operationNumbers = List.copyOf(operationNumbers);
    }

    /// The number of the last change.
    public long last() {
        return operationNumbers.getLast();
    }
}
