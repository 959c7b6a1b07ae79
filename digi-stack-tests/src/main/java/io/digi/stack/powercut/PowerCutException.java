package io.digi.stack.powercut;

import java.io.Serial;

/// The library cannot be built, or its journal cannot be read.
public final class PowerCutException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    public PowerCutException(String message) {
        super(message);
    }
}
