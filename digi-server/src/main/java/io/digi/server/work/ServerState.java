package io.digi.server.work;

/// Whether the server takes requests. Thread-safe.
public final class ServerState {
    private volatile Phase phase = Phase.STARTING;

    public ServerState() {}

    public enum Phase {
        STARTING,
        RUNNING,
        STOPPING
    }

    public Phase phase() {
        return phase;
    }

    public void enter(Phase next) {
        phase = next;
    }
}
