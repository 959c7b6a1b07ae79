package io.digi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

final class FailuresTest {
    private final StringWriter err = new StringWriter();

    static Stream<Arguments> failuresWithTheirCodes() {
        return Stream.of(
                Arguments.of(new DigiException(new Problem.BadRequest("no such file")), 1),
                Arguments.of(new DigiException(new Problem.Overloaded("searches", 4)), 1),
                Arguments.of(new DigiException(new Problem.NewerFormat("data", 9, 1)), 1),
                Arguments.of(new DigiException(new Problem.Corrupt("a.ext", 7, "checksum")), 2),
                Arguments.of(new DigiException(new Problem.DirectoryInUse("data", "pid 1")), 3),
                Arguments.of(new DigiException(new Problem.Internal("impossible")), 70),
                Arguments.of(new BindException("Address already in use"), 3),
                Arguments.of(new UncheckedIOException(new BindException("in use")), 3),
                Arguments.of(new IllegalStateException(new BindException("in use")), 3),
                Arguments.of(new NoSuchFileException("points.jsonl"), 1),
                Arguments.of(new IllegalStateException("a bug"), 70));
    }

    @ParameterizedTest
    @MethodSource("failuresWithTheirCodes")
    void failureExitsWithTheCodeOfItsKind(Exception failure, int code) {
        assertThat(runCommandThatThrows(failure)).isEqualTo(code);
    }

    @Test
    void userErrorIsOneLineWithoutStackTrace() {
        runCommandThatThrows(new DigiException(new Problem.BadRequest("dimension 3, expected 4")));
        assertThat(err.toString().lines()).containsExactly("digi: dimension 3, expected 4");
    }

    @Test
    void missingFileSaysWhatIsWrongWithIt() {
        runCommandThatThrows(new UncheckedIOException(new NoSuchFileException("points.jsonl")));
        assertThat(err.toString().lines())
                .containsExactly("digi: NoSuchFileException: points.jsonl");
    }

    @Test
    void bugShowsItsStackTrace() {
        runCommandThatThrows(new IllegalStateException("a bug"));
        assertThat(err.toString()).contains("bug in Digi", "at io.digi.cli.FailuresTest");
    }

    @Test
    void cyclicCausesEnd() {
        IOException inner = new IOException("inner");
        IllegalStateException outer = new IllegalStateException("outer", new RuntimeException());
        outer.getCause().initCause(outer);
        assertThat(Failures.exitCode(outer)).isEqualTo(ExitCode.BUG);
        assertThat(Failures.exitCode(inner)).isEqualTo(ExitCode.USER_ERROR);
    }

    private int runCommandThatThrows(Exception failure) {
        Failures failures = new Failures();
        return new CommandLine(new Throwing(failure))
                .setErr(new PrintWriter(err, true))
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .execute();
    }

    @Command(name = "throwing")
    private record Throwing(Exception failure) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw failure;
        }
    }
}
