package io.digi.wire.words;

import io.digi.model.change.WriteReceipt;

/// How a write is acknowledged: `COMPLETED` to a caller that waited, `ACKNOWLEDGED` to one that did
/// not; Digi has done the same for both. `WAIT_TIMEOUT` to one whose time was over while a payload
/// index was still being built.
public enum UpdateStatus {
    COMPLETED("completed"),
    ACKNOWLEDGED("acknowledged"),
    WAIT_TIMEOUT("wait_timeout");

    private final String wireName;

    UpdateStatus(String wireName) {
        this.wireName = wireName;
    }

    /// The status for the request parameter `wait`.
    public static UpdateStatus ofWait(boolean wait) {
        return wait ? COMPLETED : ACKNOWLEDGED;
    }

    /// What becomes of this for what a write got.
    public UpdateStatus of(WriteReceipt receipt) {
        return receipt.isComplete() ? this : WAIT_TIMEOUT;
    }

    public String wireName() {
        return wireName;
    }
}
