package io.digi.cli.terminal;

import java.io.PrintWriter;
import java.util.Map;

/// Where a command prints.
///
/// @param out what was asked for
/// @param err progress and complaints
/// @param width columns of `out`
/// @param styled whether `out` understands escape sequences
/// @param live whether a line on `err` may be drawn again and again
public record Terminal(PrintWriter out, PrintWriter err, int width, boolean styled, boolean live) {
    private static final int WIDTH_WITHOUT_TERMINAL = 100;
    private static final int WIDTH_MIN = 60;
    private static final int WIDTH_MAX = 120;

    /// The terminal that the launcher saw: it sets `digi.columns`, 0 if stdout is none, and
    /// `digi.terminal`, whether stderr is one.
    public static Terminal of(PrintWriter out, PrintWriter err, Map<String, String> environment) {
        int columns = Integer.getInteger("digi.columns", 0);
        boolean styled =
                columns > 0
                        && !environment.containsKey("NO_COLOR")
                        && !"dumb".equals(environment.get("TERM"));
        int width =
                columns == 0 ? WIDTH_WITHOUT_TERMINAL : Math.clamp(columns, WIDTH_MIN, WIDTH_MAX);
        return new Terminal(out, err, width, styled, Boolean.getBoolean("digi.terminal"));
    }

    public String bold(String text) {
        return styled ? "\033[1m" + text + "\033[0m" : text;
    }

    public String dim(String text) {
        return styled ? "\033[2m" + text + "\033[0m" : text;
    }
}
