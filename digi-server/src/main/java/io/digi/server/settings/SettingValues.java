package io.digi.server.settings;

import io.digi.model.error.Violation;
import io.digi.model.error.Violations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/// The values given, the last one of each key, and what is wrong with them.
final class SettingValues {
    private final Map<List<String>, GivenValue> byPath = new LinkedHashMap<>();
    private final List<Notice> notices = new ArrayList<>();
    private final List<Violation> wrong = new ArrayList<>();

    private SettingValues() {}

    static SettingValues of(List<GivenValue> given) {
        SettingValues values = new SettingValues();
        given.forEach(values::add);
        return values;
    }

    private void add(GivenValue value) {
        List<String> path = value.path();
        Optional<String> reason = KnownKeys.reasonWithoutEffect(path);
        if (reason.isPresent()) {
            notices.add(new Notice(value.key(), value.where(), reason.get()));
        } else if (KnownKeys.takesEffect(path)) {
            byPath.put(path, value);
        } else if (!(value.isReset() && KnownKeys.isSection(path))) {
            wrong.add(new Violation(value.where(), unknown(path)));
        }
    }

    private static String unknown(List<String> path) {
        String key = String.join(".", path);
        return KnownKeys.isSection(path)
                ? "`%s` is a section, expected keys below it".formatted(key)
                : "unknown key `%s`; did you mean `%s`?".formatted(key, KnownKeys.nearest(path));
    }

    /// The value of a key, or what is built in. A wrong one is noted.
    <T> T get(Key<T> key) {
        return find(key).or(key::builtIn).orElseThrow();
    }

    /// Whether a key was given as null.
    boolean isReset(Key<?> key) {
        GivenValue value = byPath.get(key.segments());
        return value != null && value.isReset();
    }

    <T> Optional<T> find(Key<T> key) {
        return find(key.segments(), key.parser()::parse);
    }

    /// The value of a key with a `*`, for one name.
    <T> Optional<T> find(Key<T> key, String name) {
        return find(key.path(name), key.parser()::parse);
    }

    List<String> items(Key<String> key) {
        return items(key.segments());
    }

    List<String> items(Key<String> key, String name) {
        return items(key.path(name));
    }

    private List<String> items(List<String> path) {
        GivenValue value = byPath.get(path);
        return value == null ? List.of() : ValueParser.items(value);
    }

    /// The names that stand for `*` in given keys below a section of two segments.
    SortedSet<String> names(String first, String second) {
        SortedSet<String> names = new TreeSet<>();
        byPath.keySet().stream()
                .filter(path -> path.size() > 2)
                .filter(path -> path.get(0).equals(first) && path.get(1).equals(second))
                .forEach(path -> names.add(path.get(2)));
        return names;
    }

    /// Notes that the value of a key is wrong.
    void refuse(List<String> path, String message) {
        GivenValue value = byPath.get(path);
        String where = value == null ? "built in" : value.where();
        wrong.add(new Violation(where, "`%s`: %s".formatted(String.join(".", path), message)));
    }

    List<Notice> notices() {
        return List.copyOf(notices);
    }

    void throwIfWrong() {
        Violations all = new Violations();
        wrong.forEach(v -> all.check(/* holds= */ false, v.path(), v.message()));
        all.throwIfAny();
    }

    private <T> Optional<T> find(List<String> path, Function<String, T> parser) {
        GivenValue value = byPath.get(path);
        if (value == null || value.isReset()) {
            return Optional.empty();
        }
        if (value.items().isPresent()) {
            refuse(path, "expected one value, got a list");
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(value.text().orElse("")));
        } catch (IllegalArgumentException e) {
            refuse(path, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
