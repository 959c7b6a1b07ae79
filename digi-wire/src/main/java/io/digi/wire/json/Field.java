package io.digi.wire.json;

import java.util.Optional;

/// The value of one field of an object, once it came.
final class Field<T> {
    private Optional<T> value = Optional.empty();

    void set(T value) {
        this.value = Optional.of(value);
    }

    Optional<T> value() {
        return value;
    }

    /// The value, or the error of a field that is missing.
    T required(JsonReader in, String name) {
        return value.orElseThrow(() -> in.missing(name));
    }
}
