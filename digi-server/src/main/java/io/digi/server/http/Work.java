package io.digi.server.http;

import io.digi.server.work.Lane;
import java.util.function.Supplier;

/// What is left to do of a request once it has been read.
record Work(Lane lane, Supplier<Answer> answer) {
    static Work direct(Supplier<Answer> answer) {
        return new Work(Lane.DIRECT, answer);
    }
}
