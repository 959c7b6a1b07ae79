package io.digi.wire.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.error.Problem;
import io.digi.model.error.Violation;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HttpStatusTest {
    private static final CollectionName X = new CollectionName("x");

    record Example(Problem problem, int status, String text) {}

    static List<Example> problems() {
        return List.of(
                new Example(new Problem.Malformed("Format error…"), 400, "Format error…"),
                new Example(
                        new Problem.Invalid(
                                List.of(new Violation("limit", "bad"), new Violation("", "worse"))),
                        422,
                        "Validation error in JSON body: [limit: bad; worse]"),
                new Example(new Problem.BadRequest("no"), 400, "Bad request: no"),
                new Example(
                        new Problem.WrongDimension(VectorName.DEFAULT, 4, 3),
                        400,
                        "Wrong input: Vector dimension error: expected dim: 4, got 3"),
                new Example(
                        new Problem.UnknownVector(new VectorName("foo")),
                        400,
                        "Wrong input: Not existing vector name error: foo"),
                new Example(
                        new Problem.CollectionNotFound(X),
                        404,
                        "Not found: Collection `x` doesn't exist!"),
                new Example(
                        new Problem.CollectionExists(X),
                        409,
                        "Wrong input: Collection `x` already exists!"),
                new Example(
                        new Problem.NameIsAlias(X),
                        400,
                        "Wrong input: Can't create collection with name x. Alias with the same"
                                + " name already exists"),
                new Example(
                        new Problem.AliasNotFound(X), 404, "Not found: Alias x does not exists!"),
                new Example(
                        new Problem.PointNotFound(PointId.of(3)),
                        404,
                        "Not found: No point with id 3 found"),
                new Example(new Problem.Forbidden("no"), 403, "Forbidden: no"),
                new Example(
                        new Problem.DeadlineExceeded("Search"),
                        408,
                        "Timeout: Search did not finish in time"),
                new Example(new Problem.Internal("oops"), 500, "Service internal error: oops"));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void problemHasQdrantsStatusAndText(Example example) {
        assertThat(HttpStatus.of(example.problem))
                .isEqualTo(new ErrorAnswer(example.status, example.text));
    }

    @Test
    void capacityAndPassingTroubleSayWhenToTryAgain() {
        ErrorAnswer memory = HttpStatus.of(new Problem.OutOfMemory("upsert", 1, 2, 3));
        assertThat(memory.status()).isEqualTo(429);
        assertThat(memory.retryAfterSeconds()).isEqualTo(OptionalInt.of(10));
        ErrorAnswer queue = HttpStatus.of(new Problem.Overloaded("search queue", 9));
        assertThat(queue.status()).isEqualTo(429);
        assertThat(queue.retryAfterSeconds()).isEqualTo(OptionalInt.of(1));
        assertThat(HttpStatus.of(new Problem.Unavailable("starting")))
                .isEqualTo(
                        new ErrorAnswer(
                                503, "Shard temporarily unavailable: starting", OptionalInt.of(1)));
        assertThat(HttpStatus.of(new Problem.ReadOnly("a sync failed")).status()).isEqualTo(503);
        assertThat(HttpStatus.of(new Problem.OutOfDisk("kv", 1, 2)))
                .extracting(ErrorAnswer::status, ErrorAnswer::retryAfterSeconds)
                .containsExactly(507, OptionalInt.empty());
    }

    @Test
    void validationNamesThePartOfTheRequest() {
        Problem problem = new Problem.Invalid(List.of(new Violation("timeout", "too small")));
        assertThat(HttpStatus.of(problem, RequestPart.QUERY).text())
                .isEqualTo("Validation error in query parameters: [timeout: too small]");
        assertThat(HttpStatus.of(problem, RequestPart.PATH).text())
                .startsWith("Validation error in path parameters: [");
    }

    @Test
    void singlePointHasATextOfItsOwn() {
        assertThat(ErrorAnswer.missingPoint(PointId.of(5)))
                .isEqualTo(new ErrorAnswer(404, "Not found: Point with id 5 does not exists!"));
    }
}
