package io.digi.wire.error;

import io.digi.model.id.PointId;
import java.util.OptionalInt;

/// What HTTP answers to a problem.
///
/// @param text the error's text, as it stands in the envelope
/// @param retryAfterSeconds the value of the header `Retry-After`, where trying again helps
public record ErrorAnswer(int status, String text, OptionalInt retryAfterSeconds) {
    public ErrorAnswer(int status, String text) {
        this(status, text, OptionalInt.empty());
    }

    /// The answer to the route of a single point that is not there.
    public static ErrorAnswer missingPoint(PointId id) {
        return new ErrorAnswer(404, "Not found: Point with id %s does not exists!".formatted(id));
    }
}
