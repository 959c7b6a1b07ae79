package io.digi.wire.words;

/// How a write is acknowledged: `COMPLETED` to a caller that waited, `ACKNOWLEDGED` to one that did
/// not. Digi has done the same for both.
public enum UpdateStatus {
    COMPLETED("completed"),
    ACKNOWLEDGED("acknowledged");

    private final String wireName;

    UpdateStatus(String wireName) {
        this.wireName = wireName;
    }

    /// The status for the request parameter `wait`.
    public static UpdateStatus ofWait(boolean wait) {
        return wait ? COMPLETED : ACKNOWLEDGED;
    }

    public String wireName() {
        return wireName;
    }
}
