package io.digi.wire.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.error.Problem;
import io.digi.model.error.Violation;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.grpc.Status.Code;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GrpcStatusTest {
    private static final CollectionName X = new CollectionName("x");

    record Example(Problem problem, Code code, String text) {}

    static List<Example> problems() {
        return List.of(
                new Example(
                        new Problem.Invalid(List.of(new Violation("limit", "bad"))),
                        Code.INVALID_ARGUMENT,
                        "Validation error in body: [limit: bad]"),
                new Example(new Problem.BadRequest("no"), Code.INVALID_ARGUMENT, "Bad request: no"),
                new Example(
                        new Problem.WrongDimension(VectorName.DEFAULT, 4, 3),
                        Code.INVALID_ARGUMENT,
                        "Wrong input: Vector dimension error: expected dim: 4, got 3"),
                new Example(
                        new Problem.NotSupported("`a` is not supported yet: b"),
                        Code.UNIMPLEMENTED,
                        "Bad request: `a` is not supported yet: b"),
                new Example(
                        new Problem.CollectionNotFound(X),
                        Code.NOT_FOUND,
                        "Not found: Collection `x` doesn't exist!"),
                new Example(
                        new Problem.CollectionExists(X),
                        Code.ALREADY_EXISTS,
                        "Wrong input: Collection `x` already exists!"),
                new Example(
                        new Problem.PointNotFound(PointId.of(3)),
                        Code.NOT_FOUND,
                        "Not found: No point with id 3 found"),
                new Example(new Problem.Forbidden("no"), Code.PERMISSION_DENIED, "Forbidden: no"),
                new Example(
                        new Problem.DeadlineExceeded("Search"),
                        Code.DEADLINE_EXCEEDED,
                        "Timeout: Search did not finish in time"),
                new Example(
                        new Problem.Internal("oops"),
                        Code.INTERNAL,
                        "Service internal error: oops"));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void problemHasQdrantsCodeAndText(Example example) {
        assertThat(GrpcStatus.of(example.problem))
                .isEqualTo(new RpcError(example.code, example.text));
    }

    @Test
    void fullQueueSaysWhenToTryAgain() {
        RpcError error = GrpcStatus.of(new Problem.Overloaded("the queue", 7));

        assertThat(error.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(error.retryAfterSeconds()).isEqualTo(OptionalInt.of(1));
    }
}
