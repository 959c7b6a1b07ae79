package io.digi.server.settings;

import java.util.List;
import java.util.Optional;

/// A setting that takes effect: where it stands, how its text is read, and what it is if nobody
/// gives it. A segment `*` stands for any name.
record Key<T>(String pattern, ValueParser<T> parser, Optional<T> builtIn) {
    static <T> Key<T> of(String pattern, ValueParser<T> parser, T builtIn) {
        return new Key<>(pattern, parser, Optional.of(builtIn));
    }

    static <T> Key<T> of(String pattern, ValueParser<T> parser) {
        return new Key<>(pattern, parser, Optional.empty());
    }

    /// The path of this key with its `*` replaced.
    List<String> path(String name) {
        return segments().stream().map(part -> part.equals("*") ? name : part).toList();
    }

    List<String> segments() {
        return List.of(pattern.split("\\.", -1));
    }
}
