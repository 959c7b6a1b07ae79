package io.digi.wire.error;

/// Which part of a request a value stood in; texts of validation errors name it.
public enum RequestPart {
    BODY("JSON body"),
    /// Of gRPC.
    MESSAGE("body"),
    PATH("path parameters"),
    QUERY("query parameters");

    private final String wireName;

    RequestPart(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }
}
