package io.digi.server.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Which keys there are: those that take effect and those that do not.
final class KnownKeys {
    private KnownKeys() {}

    static boolean takesEffect(List<String> path) {
        return Keys.ALL.stream().anyMatch(key -> matches(key.segments(), path));
    }

    /// Why a known key has no effect; empty if it has one, or is unknown.
    static Optional<String> reasonWithoutEffect(List<String> path) {
        return WithoutEffect.REASONS.entrySet().stream()
                .filter(entry -> matches(List.of(entry.getKey().split("\\.", -1)), path))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /// Whether a path is a section: something above known keys.
    static boolean isSection(List<String> path) {
        return patterns()
                .map(pattern -> List.of(pattern.split("\\.", -1)))
                .anyMatch(segments ->
                        segments.size() > path.size()
                                && matches(segments.subList(0, path.size()), path));
    }

    /// The known key that is most like an unknown one, its `*` filled in.
    static String nearest(List<String> path) {
        String key = String.join(".", path);
        return patterns()
                .map(pattern -> filled(pattern, path))
                .min(Comparator.comparingInt(known -> EditDistance.between(key, known)))
                .orElseThrow();
    }

    private static Stream<String> patterns() {
        return Stream.concat(
                Keys.ALL.stream().map(Key::pattern), WithoutEffect.REASONS.keySet().stream());
    }

    private static String filled(String pattern, List<String> path) {
        String[] segments = pattern.split("\\.", -1);
        for (int i = 0; i < segments.length; i++) {
            if (segments[i].startsWith("*")) {
                segments[i] = i < path.size() ? path.get(i) : "<name>";
            }
        }
        return String.join(".", segments);
    }

    private static boolean matches(List<String> pattern, List<String> path) {
        boolean open = pattern.getLast().equals("**");
        if (open ? path.size() < pattern.size() : path.size() != pattern.size()) {
            return false;
        }
        for (int i = 0; i < pattern.size(); i++) {
            String segment = pattern.get(i);
            if (!segment.startsWith("*") && !segment.equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }
}
