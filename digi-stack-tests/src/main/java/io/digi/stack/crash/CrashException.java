package io.digi.stack.crash;

import java.io.Serial;

/// The harness cannot go on: the server does not start, or answers what no server of this protocol
/// should.
public final class CrashException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    public CrashException(String message) {
        super(message);
    }
}
