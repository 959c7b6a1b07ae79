package io.digi.cli.terminal;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/// How far a long task is, by the share of its bytes: a bar that is drawn again in place, or a
/// plain line every few seconds where stderr is no terminal. Used by one thread.
public final class Progress {
    private static final int BAR_WIDTH = 30;
    private static final long REDRAW_NANOS = 100_000_000;
    private static final long LINE_NANOS = 5_000_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintWriter err;
    private final boolean live;
    private final LongSupplier nanoTime;
    private final long startNanos;
    private long drawnNanos;
    private int drawnLength;

    public Progress(Terminal terminal, LongSupplier nanoTime) {
        err = terminal.err();
        live = terminal.live();
        this.nanoTime = nanoTime;
        startNanos = nanoTime.getAsLong();
        drawnNanos = startNanos;
    }

    /// Shows the state, unless it was shown a moment ago.
    public void update(long done, long total, long count) {
        long now = nanoTime.getAsLong();
        if (now - drawnNanos >= (live ? REDRAW_NANOS : LINE_NANOS)) {
            drawnNanos = now;
            draw(Math.clamp((double) done / Math.max(1, total), 0, 1), count);
        }
    }

    /// Prints a line above the bar.
    public void say(String line) {
        clear();
        err.println(line);
    }

    /// Takes the bar away.
    public void clear() {
        if (drawnLength > 0) {
            err.print("\r" + " ".repeat(drawnLength) + "\r");
            err.flush();
            drawnLength = 0;
        }
    }

    public double elapsedSeconds() {
        return (nanoTime.getAsLong() - startNanos) / NANOS_PER_SECOND;
    }

    private void draw(double share, long count) {
        double seconds = elapsedSeconds();
        String state =
                String.format(
                        Locale.ROOT,
                        "%3.0f %%  %,d texts  %,.0f/s  %s left",
                        100 * share,
                        count,
                        count / Math.max(1e-3, seconds),
                        share > 0 ? span(seconds * (1 - share) / share) : "?");
        if (!live) {
            err.println(state.strip());
            return;
        }
        int filled = (int) Math.round(share * BAR_WIDTH);
        String line = "[" + "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled) + "] " + state;
        err.print("\r" + line + " ".repeat(Math.max(0, drawnLength - line.length())));
        err.flush();
        drawnLength = line.length();
    }

    private static String span(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60
                ? whole + " s"
                : String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
    }
}
