package io.digi.bench.report;

import java.io.IOException;
import java.io.Serial;

/// A benchmark cannot go on: its input is not what it should be, the server does not start, or it
/// answers what it should not.
public final class BenchException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    public BenchException(String message) {
        super(message);
    }
}
