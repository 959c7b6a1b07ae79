package io.digi.wire.error;

import io.digi.model.id.PointId;
import java.util.OptionalInt;

/// What HTTP answers to a problem.
///
/// @param text the error's text, as it stands in the envelope
/// @param retryAfterSeconds the value of the header `Retry-After`, where trying again helps
public record ErrorAnswer(int status, String text, OptionalInt retryAfterSeconds) {
    /// The answer to an operation that the protocol has and this version has not.
    public static final ErrorAnswer NOT_SERVED =
            new ErrorAnswer(
                    501,
                    "Not implemented: this version of Digi does not serve this operation of Qdrant"
                            + " (docs/compatibility.md lists those that it serves)");

    public ErrorAnswer(int status, String text) {
        this(status, text, OptionalInt.empty());
    }

    /// The answer to the route of a single point that is not there.
    public static ErrorAnswer missingPoint(PointId id) {
        return new ErrorAnswer(404, "Not found: Point with id %s does not exists!".formatted(id));
    }
}
