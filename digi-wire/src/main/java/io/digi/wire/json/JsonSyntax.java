package io.digi.wire.json;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/// The texts of errors in the form of a body, in Qdrant's shape.
final class JsonSyntax {
    private static final String INTRODUCTION = "Format error in JSON body: ";
    private static final int TEXT_LENGTH_MAX = 300;

    private JsonSyntax() {}

    static DigiException malformed(String text, @Nullable TokenStreamLocation location) {
        String place =
                location == null || location.getLineNr() < 1
                        ? ""
                        : " at line %d column %d"
                                .formatted(location.getLineNr(), location.getColumnNr());
        return new DigiException(new Problem.Malformed(INTRODUCTION + text + place));
    }

    /// The same for a value that is none of its type's variants.
    static DigiException untagged(String type, String message) {
        String reason =
                message.startsWith(INTRODUCTION)
                        ? message.substring(INTRODUCTION.length())
                        : message;
        return malformed(
                "data did not match any variant of untagged enum %s: %s".formatted(type, reason),
                /* location= */ null);
    }

    /// What the tokenizer found wrong; `here` is where it stands, if it does not say.
    static DigiException malformed(JacksonException found, TokenStreamLocation here) {
        TokenStreamLocation location = found.getLocation();
        return malformed(text(found), location == null ? here : location);
    }

    /// A piece of the body, short enough for an error's text.
    static String shown(String piece) {
        return piece.length() <= 100 ? piece : piece.substring(0, 100) + "…";
    }

    private static String text(JacksonException found) {
        String original = found.getOriginalMessage();
        if (found instanceof UnexpectedEndOfInputException) {
            return "EOF while parsing a value";
        }
        if (found instanceof InputCoercionException) {
            return "number out of range";
        }
        if (found instanceof StreamConstraintsException) {
            return original.contains("nesting depth")
                    ? "recursion limit exceeded"
                    : "a number, string or name is too long";
        }
        String withoutHint = original.replaceFirst("(?s)(: enable | \\(for ).*", "");
        return withoutHint.length() <= TEXT_LENGTH_MAX
                ? withoutHint
                : withoutHint.substring(0, TEXT_LENGTH_MAX) + "…";
    }
}
