package io.digi.engine.catalog;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.payload.Value;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Reads the fields of a stored object; what is missing or of another type is damage.
record Fields(Value.Struct struct) {
    Optional<Value> find(String name) {
        return Optional.ofNullable(struct.fields().get(name));
    }

    long integer(String name) {
        if (find(name).orElse(Value.Null.NULL) instanceof Value.Int(long value)) {
            return value;
        }
        throw damaged(name, "an integer");
    }

    String text(String name) {
        if (find(name).orElse(Value.Null.NULL) instanceof Value.Text(String value)) {
            return value;
        }
        throw damaged(name, "a string");
    }

    Optional<Boolean> flag(String name) {
        Optional<Value> found = find(name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (found.get() instanceof Value.Bool(boolean value)) {
            return Optional.of(value);
        }
        throw damaged(name, "a flag");
    }

    Fields object(String name) {
        if (find(name).orElse(Value.Null.NULL) instanceof Value.Struct fields) {
            return new Fields(fields);
        }
        throw damaged(name, "an object");
    }

    /// Each field that is an object.
    void forEach(BiConsumer<String, Fields> action) {
        struct.fields().keySet().forEach(name -> action.accept(name, object(name)));
    }

    private static DigiException damaged(String name, String expected) {
        return new DigiException(
                new Problem.Corrupt(
                        "kv/meta",
                        0,
                        "field `%s` of a definition is not %s".formatted(name, expected)));
    }
}
