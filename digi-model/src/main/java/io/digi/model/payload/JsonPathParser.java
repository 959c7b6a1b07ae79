package io.digi.model.payload;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.payload.JsonPath.Segment;
import java.util.ArrayList;
import java.util.List;

/// Reads the text of a [JsonPath].
final class JsonPathParser {
    private static final int LENGTH_MAX = 4_096;

    private final String text;
    private final List<Segment> segments = new ArrayList<>();
    private int position;

    JsonPathParser(String text) {
        this.text = text;
    }

    /// Whether a key needs no quotes: letters, digits, `_` and `-` only.
    static boolean isBare(String key) {
        return !key.isEmpty() && key.chars().allMatch(JsonPathParser::isBareCharacter);
    }

    JsonPath parse() {
        if (text.length() > LENGTH_MAX) {
            throw invalid("is longer than %d characters".formatted(LENGTH_MAX));
        }
        key();
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == '.') {
                key();
            } else if (c == '[') {
                bracket();
            } else {
                throw invalid("has an unexpected `%c` at character %d".formatted(c, position));
            }
        }
        return new JsonPath(segments);
    }

    private void key() {
        if (position < text.length() && text.charAt(position) == '"') {
            int end = text.indexOf('"', position + 1);
            if (end < 0) {
                throw invalid("has an unclosed quote");
            }
            segments.add(new Segment.Key(text.substring(position + 1, end)));
            position = end + 1;
            return;
        }
        int start = position;
        while (position < text.length() && isBareCharacter(text.charAt(position))) {
            position++;
        }
        if (position == start) {
            throw invalid("lacks a key at character %d".formatted(start + 1));
        }
        segments.add(new Segment.Key(text.substring(start, position)));
    }

    private void bracket() {
        int end = text.indexOf(']', position);
        if (end < 0) {
            throw invalid("has an unclosed `[`");
        }
        String inside = text.substring(position, end);
        position = end + 1;
        if (inside.isEmpty()) {
            segments.add(Segment.Each.EACH);
        } else if (inside.matches("[0-9]{1,9}")) {
            segments.add(new Segment.Index(Integer.parseInt(inside)));
        } else {
            throw invalid("has `%s` where an index is due".formatted(inside));
        }
    }

    private static boolean isBareCharacter(int c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }

    private DigiException invalid(String what) {
        String shown = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        return new DigiException(
                new Problem.BadRequest("Invalid json path: '%s' %s".formatted(shown, what)));
    }
}
