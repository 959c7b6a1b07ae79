package io.digi.wire.json;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.error.Violation;
import io.digi.wire.words.BodyPath;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;

/// Walks through the JSON of one request body. A method that reads a value starts on the value's
/// first token and ends on its last.
///
/// Form (syntax, types, missing fields) fails at once, as [Problem.Malformed]. Values out of range
/// are collected, up to [#VIOLATION_COUNT_MAX], and fail together at the body's end, as
/// [Problem.Invalid]; until then a stand-in takes their place.
final class JsonReader {
    static final int VIOLATION_COUNT_MAX = 20;

    /// Reads a whole body.
    interface Body<T> {
        T read(JsonReader in);
    }

    /// Reads the value of one field; returns false, having read nothing, if it does not know it.
    interface Fields {
        boolean read(String name);
    }

    private final JsonParser parser;
    private final BodyPath path = new BodyPath();
    private final List<Violation> violations = new ArrayList<>();
    private JsonToken token = JsonToken.NOT_AVAILABLE;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /// Reads a body to its end; the stream stays open. A stream that fails throws
    /// [UncheckedIOException].
    static <T> T read(InputStream body, Body<T> decoder) {
        try (JsonParser parser = JsonSource.open(body)) {
            return new JsonReader(parser).whole(decoder);
        } catch (JacksonIOException broken) {
            throw new UncheckedIOException(broken.getCause());
        }
    }

    private <T> T whole(Body<T> decoder) {
        try {
            next();
            T result = decoder.read(this);
            end();
            return result;
        } catch (JacksonIOException broken) {
            throw broken;
        } catch (JacksonException broken) {
            throw JsonSyntax.malformed(broken, parser.currentLocation());
        }
    }

    JsonParser parser() {
        return parser;
    }

    JsonToken token() {
        return token;
    }

    JsonToken next() {
        JsonToken read = parser.nextToken();
        if (read == null) {
            throw malformed("EOF while parsing a value");
        }
        token = read;
        return read;
    }

    boolean isNull() {
        return token == JsonToken.VALUE_NULL;
    }

    /// Reads an object whose field names are fixed, each at most once.
    void object(String what, Fields fields) {
        object(what, Map.of(), fields);
    }

    /// The same, where some fields have a second name (name to the one that `fields` knows).
    void object(String what, Map<String, String> aliases, Fields fields) {
        expect(JsonToken.START_OBJECT, what);
        Set<String> seen = new HashSet<>();
        while (next() != JsonToken.END_OBJECT) {
            String given = JsonText.requireUnicode(this, parser.currentName());
            String name = aliases.getOrDefault(given, given);
            if (!seen.add(name)) {
                throw malformed("duplicate field `%s`".formatted(JsonSyntax.shown(name)));
            }
            path.enterField(name);
            next();
            if (!fields.read(name)) {
                skip();
            }
            path.leave();
        }
    }

    /// Reads an array, one call for each element.
    void array(String what, Runnable element) {
        expect(JsonToken.START_ARRAY, what);
        path.enterArray();
        while (next() != JsonToken.END_ARRAY) {
            element.run();
            path.nextPosition();
        }
        path.leave();
    }

    <T> List<T> list(String what, Supplier<T> element) {
        List<T> items = new ArrayList<>();
        array(what, () -> items.add(element.get()));
        return items;
    }

    void skip() {
        parser.skipChildren();
        JsonToken last = parser.currentToken();
        token = last == null ? JsonToken.NOT_AVAILABLE : last;
    }

    void expect(JsonToken expected, String what) {
        if (token != expected) {
            throw wrongType(what);
        }
    }

    /// Makes a value that validates itself; if it refuses, notes why and returns the stand-in.
    <T> T validated(Supplier<T> maker, T standIn) {
        return validated("", maker, standIn);
    }

    /// The same, for a value that Qdrant's texts call `name`.
    <T> T validated(String name, Supplier<T> maker, T standIn) {
        try {
            return maker.get();
        } catch (DigiException refused) {
            if (!(refused.problem() instanceof Problem.Invalid(List<Violation> found))) {
                throw refused;
            }
            for (Violation violation : found) {
                violate(name.isEmpty() ? violation : violation.within(name));
            }
            return standIn;
        }
    }

    /// Notes a broken rule about what `violation` names, relative to here.
    void violate(Violation violation) {
        violations.add(new Violation(path.text(violation.path()), violation.message()));
        if (violations.size() >= VIOLATION_COUNT_MAX) {
            throw new DigiException(new Problem.Invalid(violations));
        }
    }

    DigiException malformed(String text) {
        return JsonSyntax.malformed(text, parser.currentLocation());
    }

    /// Reads a value whose form Qdrant's texts speak of as a whole, by the name of its type; what
    /// is wrong in it stands behind.
    <T> T untagged(String type, Supplier<T> value) {
        try {
            return value.get();
        } catch (DigiException refused) {
            if (refused.problem() instanceof Problem.Malformed(String message)) {
                throw JsonSyntax.untagged(type, message);
            }
            throw refused;
        }
    }

    DigiException missing(String field) {
        return malformed("missing field `%s`".formatted(field));
    }

    DigiException wrongType(String expected) {
        return malformed("invalid type: %s, expected %s".formatted(JsonText.kind(this), expected));
    }

    DigiException wrongValue(String expected) {
        return malformed("invalid value: %s, expected %s".formatted(JsonText.kind(this), expected));
    }

    /// Refuses the value here, of a field that Qdrant has and Digi has not yet, unless it is null
    /// or an empty list.
    void refuse(String supported) {
        boolean isEmpty =
                isNull() || (token == JsonToken.START_ARRAY && next() == JsonToken.END_ARRAY);
        if (!isEmpty) {
            throw unsupported("", supported);
        }
    }

    DigiException unsupported(String field, String supported) {
        return new DigiException(
                new Problem.NotSupported(
                        "`%s` is not supported yet: %s".formatted(path.text(field), supported)));
    }

    private void end() {
        if (parser.nextToken() != null) {
            throw malformed("trailing characters");
        }
        if (!violations.isEmpty()) {
            throw new DigiException(new Problem.Invalid(violations));
        }
    }
}
