package io.digi.wire.error;

import io.digi.model.error.Problem;
import java.util.OptionalInt;

/// The one place that turns a [Problem] into an HTTP status and Qdrant's text for it.
public final class HttpStatus {
    private static final OptionalInt SHORTLY = OptionalInt.of(1);
    private static final OptionalInt LATER = OptionalInt.of(10);

    private HttpStatus() {}

    /// The answer to a problem with a request whose values came in its body.
    public static ErrorAnswer of(Problem problem) {
        return of(problem, RequestPart.BODY);
    }

    /// The answer to a problem; `part` is where the values that it speaks of came from.
    public static ErrorAnswer of(Problem problem, RequestPart part) {
        String message = problem.message();
        return switch (problem) {
            case Problem.Malformed _ -> new ErrorAnswer(400, message);
            case Problem.Invalid _ ->
                    new ErrorAnswer(
                            422,
                            "Validation error in %s: [%s]".formatted(part.wireName(), message));
            case Problem.BadRequest _, Problem.TenantRequired _, Problem.NotSupported _ ->
                    new ErrorAnswer(400, "Bad request: " + message);
            case Problem.WrongDimension _, Problem.UnknownVector _, Problem.NameIsAlias _ ->
                    new ErrorAnswer(400, "Wrong input: " + message);
            case Problem.CollectionExists _ -> new ErrorAnswer(409, "Wrong input: " + message);
            case Problem.ChecksumMismatch _ ->
                    new ErrorAnswer(400, "Checksum mismatch: " + message);
            case Problem.CollectionNotFound _,
                    Problem.AliasNotFound _,
                    Problem.PointNotFound _,
                    Problem.SnapshotNotFound _ ->
                    new ErrorAnswer(404, "Not found: " + message);
            case Problem.Forbidden _ -> new ErrorAnswer(403, "Forbidden: " + message);
            case Problem.OutOfMemory _ -> tooMany(message, LATER);
            case Problem.Overloaded _ -> tooMany(message, SHORTLY);
            case Problem.OutOfDisk _ -> new ErrorAnswer(507, "Insufficient storage: " + message);
            case Problem.DeadlineExceeded _ -> new ErrorAnswer(408, "Timeout: " + message);
            case Problem.Cancelled _, Problem.Unavailable _ -> unavailable(message, SHORTLY);
            case Problem.ReadOnly _ -> unavailable(message, OptionalInt.empty());
            case Problem.Corrupt _,
                    Problem.OutcomeUnknown _,
                    Problem.MediumFailed _,
                    Problem.NewerFormat _,
                    Problem.DirectoryInUse _,
                    Problem.Internal _ ->
                    new ErrorAnswer(500, "Service internal error: " + message);
        };
    }

    private static ErrorAnswer tooMany(String message, OptionalInt retryAfterSeconds) {
        return new ErrorAnswer(429, "Rate limiting exceeded: " + message, retryAfterSeconds);
    }

    private static ErrorAnswer unavailable(String message, OptionalInt retryAfterSeconds) {
        return new ErrorAnswer(503, "Shard temporarily unavailable: " + message, retryAfterSeconds);
    }
}
