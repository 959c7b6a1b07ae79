package io.digi.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Text cut and filled to a width. Widths count code points; control characters become spaces, so
/// that no stored text can move the cursor.
public final class Lines {
    private static final String ELLIPSIS = "…";

    private Lines() {}

    /// The start of a text on one line of at most `width` columns.
    public static String start(String text, int width) {
        String flat = flat(text);
        if (flat.codePointCount(0, flat.length()) <= width) {
            return flat;
        }
        int end = flat.offsetByCodePoints(0, Math.max(0, width - 1));
        int space = flat.lastIndexOf(' ', end);
        return flat.substring(0, space > end / 2 ? space : end) + ELLIPSIS;
    }

    /// Exactly `width` columns, filled with spaces on the right.
    public static String column(String text, int width) {
        String start = start(text, width);
        return start + " ".repeat(Math.max(0, width - start.codePointCount(0, start.length())));
    }

    /// The start of a text on at most `count` lines of at most `width` columns.
    public static List<String> wrapped(String text, int width, int count) {
        List<String> lines = new ArrayList<>();
        String rest = flat(text);
        while (!rest.isEmpty() && lines.size() < count) {
            boolean last = lines.size() == count - 1;
            boolean fits = rest.codePointCount(0, rest.length()) <= width;
            if (fits || last) {
                lines.add(start(rest, width));
                return lines;
            }
            int limit = rest.offsetByCodePoints(0, width);
            int space = rest.lastIndexOf(' ', limit);
            int end = space > 0 ? space : limit;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).strip();
        }
        return lines;
    }

    /// `s` is the singular.
    public static String counted(long count, String s) {
        return String.format(Locale.ROOT, "%,d %s%s", count, s, count == 1 ? "" : "s");
    }

    private static String flat(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}\\p{Cf}]+", " ").strip();
    }
}
