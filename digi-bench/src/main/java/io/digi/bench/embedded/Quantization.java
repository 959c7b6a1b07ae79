package io.digi.bench.embedded;

import io.digi.model.payload.Value;
import java.util.Locale;
import java.util.Map;

/// How a collection keeps its codes, in the words of Qdrant's `quantization_config`.
public enum Quantization {
    /// As a collection has them that asks for nothing.
    NONE,
    SCALAR,
    BINARY;

    /// The settings of a collection.
    Map<String, Value> settings() {
        return switch (this) {
            case NONE -> Map.of();
            case SCALAR -> settings("scalar", "type", Value.of("int8"));
            case BINARY -> settings("binary", "always_ram", Value.of(true));
        };
    }

    private static Map<String, Value> settings(String kind, String key, Value value) {
        Value.Struct details = new Value.Struct(Map.of(key, value));
        return Map.of("quantization_config", new Value.Struct(Map.of(kind, details)));
    }

    /// What an engine with it is called in figures.
    public String engine() {
        return this == NONE ? "digi" : "digi-" + this;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
