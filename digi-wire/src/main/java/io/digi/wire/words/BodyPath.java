package io.digi.wire.words;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Where a reader stands in a request, as fields and positions outermost first. Entering and
/// leaving allocate nothing: the text is made only for an error.
public final class BodyPath {
    private static final int SHOWN_NAME_LENGTH_MAX = 100;

    /// `null` for a position in an array.
    private @Nullable String[] names = new @Nullable String[16];

    private int[] positions = new int[16];
    private int depth;

    public BodyPath() {}

    public void enterField(String name) {
        enter(name);
    }

    public void enterArray() {
        enter(null);
    }

    public void nextPosition() {
        positions[depth - 1]++;
    }

    public void leave() {
        depth--;
    }

    /// The path of something relative to here.
    public String text(String relative) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            String name = names[i];
            append(text, name == null ? "[" + positions[i] + "]" : shown(name));
        }
        append(text, relative);
        return text.toString();
    }

    private static void append(StringBuilder text, String step) {
        if (!text.isEmpty() && !step.isEmpty() && !step.startsWith("[")) {
            text.append('.');
        }
        text.append(step);
    }

    private static String shown(String name) {
        return name.length() <= SHOWN_NAME_LENGTH_MAX
                ? name
                : name.substring(0, SHOWN_NAME_LENGTH_MAX) + "…";
    }

    private void enter(@Nullable String name) {
        if (depth == positions.length) {
            names = Arrays.copyOf(names, depth * 2);
            positions = Arrays.copyOf(positions, depth * 2);
        }
        names[depth] = name;
        positions[depth] = 0;
        depth++;
    }
}
