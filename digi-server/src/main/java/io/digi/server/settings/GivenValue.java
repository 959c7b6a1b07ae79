package io.digi.server.settings;

import java.util.List;
import java.util.Optional;

/// One value as somebody gave it.
///
/// @param path the segments of its key
/// @param text its text; absent for null, which resets to what is built in
/// @param items the texts of its elements, where it is a list
/// @param where the file and line, the variable or the flag
record GivenValue(
        List<String> path, Optional<String> text, Optional<List<String>> items, String where) {
    GivenValue {
        path = List.copyOf(path);
        items = items.map(List::copyOf);
    }

    static GivenValue scalar(List<String> path, String text, String where) {
        return new GivenValue(path, Optional.of(text), Optional.empty(), where);
    }

    static GivenValue list(List<String> path, List<String> items, String where) {
        return new GivenValue(path, Optional.empty(), Optional.of(items), where);
    }

    static GivenValue reset(List<String> path, String where) {
        return new GivenValue(path, Optional.empty(), Optional.empty(), where);
    }

    boolean isReset() {
        return text.isEmpty() && items.isEmpty();
    }

    String key() {
        return String.join(".", path);
    }
}
