package io.digi.model.payload;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A value in a payload. Integers and doubles are kept apart: a 64-bit integer never goes through a
/// double, and `1` is another value than `1.0`.
public sealed interface Value {
    /// JSON's `null`.
    enum Null implements Value {
        NULL
    }

    record Bool(boolean value) implements Value {}

    record Int(long value) implements Value {}

    /// A finite double.
    record Real(double value) implements Value {
        public Real {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a payload number must be finite: " + value);
            }
        }
    }

    record Text(String value) implements Value {}

    record Array(List<Value> items) implements Value {
        public Array {
            items = List.copyOf(items);
        }
    }

    /// Fields in the order they were given; the order does not count for equality.
    record Struct(Map<String, Value> fields) implements Value {
        public static final Struct EMPTY = new Struct(Map.of());

        public Struct {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    static Value of(String text) {
        return new Text(text);
    }

    static Value of(long number) {
        return new Int(number);
    }

    static Value of(double number) {
        return new Real(number);
    }

    static Value of(boolean flag) {
        return new Bool(flag);
    }
}
