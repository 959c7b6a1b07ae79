package io.digi.cli;

import io.digi.engine.verify.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/// One line on a terminal that is written over as work goes on, and wiped out at its end. Silent
/// where stderr is no terminal, which the launcher says.
final class ProgressLine implements Progress, AutoCloseable {
    private static final String IS_TERMINAL = "digi.terminal";
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final int WIDTH = 78;

    private final PrintWriter err;
    private final boolean shown;
    private final LongSupplier nanoClock;
    private long writtenNanos;
    private boolean dirty;

    ProgressLine(PrintWriter err, boolean shown, LongSupplier nanoClock) {
        this.err = err;
        this.shown = shown;
        this.nanoClock = nanoClock;
        this.writtenNanos = nanoClock.getAsLong();
    }

    static ProgressLine on(PrintWriter err) {
        return new ProgressLine(err, Boolean.getBoolean(IS_TERMINAL), System::nanoTime);
    }

    @Override
    public void at(String step, long done) {
        if (!shown) {
            return;
        }
        long now = nanoClock.getAsLong();
        if (now - writtenNanos >= INTERVAL.toNanos()) {
            writtenNanos = now;
            dirty = true;
            write("%s %,d".formatted(step, done));
        }
    }

    @Override
    public void close() {
        if (dirty) {
            write("");
        }
    }

    private void write(String text) {
        String cut = text.length() > WIDTH ? text.substring(0, WIDTH) : text;
        err.print("\r" + cut + " ".repeat(WIDTH - cut.length()) + (text.isEmpty() ? "\r" : ""));
        err.flush();
    }
}
