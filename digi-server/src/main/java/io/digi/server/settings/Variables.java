package io.digi.server.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Reads the variables whose names begin with `QDRANT__`. Case does not count in names; a name that
/// stands for a tenant or a collection is lower-case if the variable has it all in capitals, else
/// as written.
final class Variables {
    private static final String PREFIX = "QDRANT__";

    private Variables() {}

    /// An empty variable is one that nobody set: that is what `${NAME:-}` makes of an unset one.
    static List<GivenValue> read(Map<String, String> environment) {
        List<GivenValue> values = new ArrayList<>();
        new TreeMap<>(environment)
                .forEach((name, value) -> {
                    if (isOurs(name) && !value.isEmpty()) {
                        values.add(GivenValue.scalar(path(name), value, "variable " + name));
                    }
                });
        return values;
    }

    private static boolean isOurs(String name) {
        return name.regionMatches(/* ignoreCase= */ true, 0, PREFIX, 0, PREFIX.length());
    }

    private static List<String> path(String name) {
        List<String> segments = new ArrayList<>();
        for (String segment : name.substring(PREFIX.length()).split("__", -1)) {
            segments.add(segment);
        }
        List<String> lower = segments.stream().map(Variables::lower).toList();
        for (int i = 0; i < segments.size(); i++) {
            boolean isName = i == 2 && lower.getFirst().equals("digi") && segments.size() > 3;
            boolean keepsCase = isName && !segments.get(i).equals(upper(segments.get(i)));
            if (!keepsCase) {
                segments.set(i, lower.get(i));
            }
        }
        return segments;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
