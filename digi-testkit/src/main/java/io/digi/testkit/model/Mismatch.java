package io.digi.testkit.model;

import java.util.function.Supplier;

/// Says that an answer is not what the reference engine's answer allows.
final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Mismatch(String message) {
        super(message);
    }

    static void require(boolean holds, Supplier<String> message) {
        if (!holds) {
            throw new Mismatch(message.get());
        }
    }
}
