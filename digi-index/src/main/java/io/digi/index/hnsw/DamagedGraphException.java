package io.digi.index.hnsw;

/// The bytes of a graph contradict themselves or the settings: they are not what was written.
/// Nothing of them is used.
public final class DamagedGraphException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedGraphException(String what, Throwable cause) {
        super("graph is damaged: " + what, cause);
    }

    DamagedGraphException(String what) {
        super("graph is damaged: " + what);
    }
}
