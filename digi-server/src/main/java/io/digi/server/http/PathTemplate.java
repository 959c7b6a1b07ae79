package io.digi.server.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A path whose segments in braces stand for any text, and `**` at its end for any rest.
record PathTemplate(List<String> parts) {
    private static final String REST = "**";

    PathTemplate {
        parts = List.copyOf(parts);
    }

    static PathTemplate of(String text) {
        return new PathTemplate(
                Arrays.stream(text.split("/", -1)).filter(part -> !part.isEmpty()).toList());
    }

    boolean fits(List<String> segments) {
        boolean open = !parts.isEmpty() && parts.getLast().equals(REST);
        int fixed = open ? parts.size() - 1 : parts.size();
        if (open ? segments.size() < fixed : segments.size() != fixed) {
            return false;
        }
        for (int i = 0; i < fixed; i++) {
            if (!isVariable(i) && !parts.get(i).equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// Whether it has literal text further to the left than another that fits the same path.
    boolean isMoreLiteralThan(PathTemplate other) {
        for (int i = 0; i < Math.min(parts.size(), other.parts.size()); i++) {
            if (isVariable(i) != other.isVariable(i)) {
                return other.isVariable(i);
            }
        }
        return true;
    }

    /// What the segments in braces stand for in a path that fits.
    Map<String, String> variables(List<String> segments) {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            if (isVariable(i)) {
                String part = parts.get(i);
                variables.put(part.substring(1, part.length() - 1), segments.get(i));
            }
        }
        return variables;
    }

    /// What `**` stands for.
    List<String> rest(List<String> segments) {
        int at = parts.indexOf(REST);
        return at < 0 ? List.of() : new ArrayList<>(segments.subList(at, segments.size()));
    }

    private boolean isVariable(int part) {
        return parts.get(part).startsWith("{");
    }
}
