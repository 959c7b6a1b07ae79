package io.digi.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LocalAppenderTest {
    private static final Path FILE = Path.of("f");

    private final FaultyChannel channel = new FaultyChannel();
    private final List<String> calls = new ArrayList<>();
    private final LocalAppender appender =
            new LocalAppender(
                    FILE, channel, 0, /* named= */ false, new FileErrors(() -> 17), new Calls());

    private final class Calls implements LocalAppender.Owner {
        @Override
        public void forceParent(Path file) {
            calls.add("force parent");
        }

        @Override
        public void failed(Path file) {
            calls.add("failed");
        }

        @Override
        public void closed(Path file) {
            calls.add("closed");
        }
    }

    @Test
    void shortWritesAreContinued() {
        channel.bytesPerWrite = 3;
        appender.write(bytes("hello world"));
        assertThat(channel.content()).isEqualTo("hello world");
        assertThat(appender.position()).isEqualTo(11);
    }

    @Test
    void channelThatTakesNothingFailsInTheEnd() {
        channel.bytesPerWrite = 0;
        assertProblem(() -> appender.write(bytes("x")), Problem.MediumFailed.class);
        assertThat(calls).containsExactly("failed");
    }

    @Test
    void firstForceMakesTheNameDurableToo() {
        appender.write(bytes("x"));
        appender.force();
        appender.force();
        assertThat(channel.forces).isEqualTo(2);
        assertThat(calls).containsExactly("force parent");
        assertThat(appender.forcedSize()).isEqualTo(1);
    }

    @Test
    void fileWhoseWriteFailedIsNeverWrittenAgain() {
        channel.writeFailure = Optional.of(new IOException("Input/output error"));
        assertProblem(() -> appender.write(bytes("x")), Problem.MediumFailed.class);
        channel.writeFailure = Optional.empty();
        assertProblem(() -> appender.write(bytes("y")), Problem.MediumFailed.class);
        assertProblem(appender::force, Problem.MediumFailed.class);
        assertThat(channel.content()).isEqualTo("x");
        assertThat(channel.forces).isZero();
        assertThat(calls).containsExactly("failed");
    }

    @Test
    void failedSyncIsNeverRepeated() {
        appender.write(bytes("x"));
        channel.forceFailure = Optional.of(new IOException("Input/output error"));
        assertProblem(appender::force, Problem.MediumFailed.class);
        channel.forceFailure = Optional.empty();
        assertProblem(appender::force, Problem.MediumFailed.class);
        assertThat(channel.forces).isEqualTo(1);
        assertThat(appender.forcedSize()).isZero();
    }

    @Test
    void fullDiskIsToldApart() {
        channel.writeFailure = Optional.of(new IOException("No space left on device"));
        assertThatThrownBy(() -> appender.write(bytes("four")))
                .isInstanceOfSatisfying(
                        DigiException.class,
                        e -> assertThat(e.problem()).isEqualTo(new Problem.OutOfDisk("f", 17, 4)));
    }

    @Test
    void fullDiskIsToldApartInAnyLanguage() {
        channel.writeFailure = Optional.of(new IOException("Kein Speicherplatz mehr"));
        assertProblem(() -> appender.write(new byte[18]), Problem.OutOfDisk.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static void assertProblem(Runnable use, Class<? extends Problem> problem) {
        assertThatThrownBy(use::run)
                .isInstanceOfSatisfying(
                        DigiException.class, e -> assertThat(e.problem()).isInstanceOf(problem));
    }
}
