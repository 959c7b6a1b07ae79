package io.digi.server.http;

/// Whether the server takes requests. Thread-safe.
final class ServerState {
    private volatile Phase phase = Phase.STARTING;

    enum Phase {
        STARTING,
        RUNNING,
        STOPPING
    }

    Phase phase() {
        return phase;
    }

    void enter(Phase next) {
        phase = next;
    }
}
