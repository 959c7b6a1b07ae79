package io.digi.bench.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.bench.contender.ContenderSettings;
import io.digi.bench.curve.IndexPoint;
import io.digi.bench.data.Similarity;
import io.digi.bench.report.BenchException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContenderProcessTest {
    private static final String LINE =
            "{\"engine\":\"shell\",\"ef\":%s,\"recall\":1,\"qps\":1,\"build_cpu_s\":0,\"index_mb\":0}";

    @TempDir Path folder;

    private final List<IndexPoint> points = new ArrayList<>();

    @Test
    void linesOfAForeignProgramArePoints() throws Exception {
        run(
                "echo hello; for ef in $(echo $DIGI_BENCH_EF | tr , ' '); do printf '"
                        + LINE
                        + "\\n' $ef; done; true");
        assertThat(points).extracting(IndexPoint::ef).containsExactly(16, 32);
    }

    @Test
    void theFolderOfTheDataIsTheLastArgument() throws Exception {
        run("f() { test \"$1\" = \"$DIGI_BENCH_DATA\" && echo '" + line(7) + "'; }; f");
        assertThat(points).extracting(IndexPoint::ef).containsExactly(7);
    }

    @Test
    void aProgramThatFailsIsQuoted() {
        assertFails("f() { echo '" + line(7) + "'; echo no memory >&2; exit 3; }; f")
                .hasMessageContaining("code 3 after 1 points")
                .hasMessageContaining("no memory");
    }

    @Test
    void aProgramWithoutPointsHasFailed() {
        assertFails("true").hasMessageContaining("0 points");
    }

    @Test
    void aLineThatIsNoPointIsRefused() {
        assertFails("echo '{\"engine\":\"x\"}'; true").hasMessageContaining("build_cpu_s");
    }

    @Test
    void aLineWithoutEndIsRefused() {
        assertFails("yes | tr -d '\\n' | head -c 1000000; true")
                .hasMessageContaining("at most 65536");
    }

    @Test
    void aProgramThatNeverEndsIsKilled() {
        assertThatThrownBy(() -> run("exec sleep 600; true", Duration.ofMillis(200)))
                .isInstanceOf(BenchException.class);
    }

    private AbstractThrowableAssert<?, ?> assertFails(String command) {
        return assertThatThrownBy(() -> run(command)).isInstanceOf(BenchException.class);
    }

    private static String line(int ef) {
        return LINE.formatted(ef);
    }

    private void run(String command) throws Exception {
        run(command, Duration.ofMinutes(1));
    }

    private void run(String command, Duration longest) throws Exception {
        ContenderSettings settings =
                new ContenderSettings(
                        folder,
                        folder,
                        Similarity.COSINE,
                        new ContenderSettings.Graph(16, 100, 1),
                        new ContenderSettings.Search(
                                List.of(16, 32), 10, 1, Duration.ofMillis(10)));
        new ContenderProcess(
                        ContenderCommand.foreign(command, settings), folder.resolve("log"), longest)
                .run(points::add);
    }
}
