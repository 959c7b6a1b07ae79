package io.digi.server.access;

/// The two forms of Qdrant's API, and what their statuses mean.
public enum Protocol {
    REST,
    GRPC;

    private static final int UNAUTHENTICATED = 16;
    private static final int PERMISSION_DENIED = 7;
    private static final int NOT_FOUND = 5;

    /// Whether an answer with this status holds what was asked for.
    public boolean isOk(int status) {
        return switch (this) {
            case REST -> status == 200;
            case GRPC -> status == 0;
        };
    }

    /// Whether an answer with this status is no failure.
    public boolean isSuccess(int status) {
        return switch (this) {
            case REST -> status >= 200 && status < 300;
            case GRPC -> status == 0;
        };
    }

    /// Whether an answer with this status may be one to somebody who knows nothing of this server.
    public boolean isOfStrangers(int status) {
        return switch (this) {
            case REST -> status == 401 || status == 403 || status == 404;
            case GRPC ->
                    status == UNAUTHENTICATED || status == PERMISSION_DENIED || status == NOT_FOUND;
        };
    }
}
