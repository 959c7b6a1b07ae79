package io.digi.stack.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.stack.crash.FakeStore.Fault;
import io.digi.stack.crash.Violation.Kind;
import io.digi.stack.require.Requires;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The harness finds what a server does wrong, and nothing else.
class CrashLoopIT {
    private static final boolean KILLS = false;
    private static final boolean POWER_CUTS = true;

    @TempDir Path folder;

    @Test
    void serverThatKeepsItsPromisesIsClean() throws Exception {
        CrashReport report = run(options(folder, 3, KILLS));
        assertThat(report.violations()).isEmpty();
        assertThat(report.clean()).isTrue();
        assertThat(report.cycles()).isEqualTo(3);
        assertThat(report.acknowledged()).isPositive();
        assertThat(report.text()).contains("lost writes           0");
        assertThat(folder.resolve("writes-1.log")).doesNotExist();
    }

    @Test
    void brokenPromisesAreFound() throws Exception {
        CrashReport report =
                run(
                        options(
                                folder,
                                1,
                                KILLS,
                                Fault.LOSES,
                                Fault.KEEPS_DELETED,
                                Fault.TURNS_VECTORS,
                                Fault.INVENTS));
        assertThat(report.count(Kind.LOST_WRITE)).isPositive();
        assertThat(report.count(Kind.RESURRECTED)).isPositive();
        assertThat(report.count(Kind.WRONG_VECTOR)).isPositive();
        assertThat(report.count(Kind.PHANTOM)).isPositive();
        assertThat(report.clean()).isFalse();
        assertThat(folder.resolve("writes-1.log")).isNotEmptyFile();
    }

    @Test
    @Requires("cc")
    void serverThatSyncsSurvivesPowerCuts() throws Exception {
        CrashReport report = run(options(folder, 3, POWER_CUTS));
        assertThat(report.violations()).isEmpty();
        assertThat(report.clean()).isTrue();
        assertThat(report.acknowledged()).isPositive();
    }

    @Test
    @Requires("cc")
    void serverThatNeverSyncsSurvivesKillsButNoPowerCut() throws Exception {
        CrashReport killed = run(options(folder, 1, KILLS, Fault.NEVER_SYNCS));
        assertThat(killed.violations()).isEmpty();
        CrashReport cut = run(options(folder.resolve("cut"), 1, POWER_CUTS, Fault.NEVER_SYNCS));
        assertThat(cut.count(Kind.LOST_WRITE)).isPositive();
        assertThat(cut.entriesLost()).isPositive();
    }

    @Test
    void serverThatDoesNotStartIsAnErrorWithItsOutput() {
        CrashOptions options =
                CrashOptions.of(
                        List.of("sh", "-c", "echo no {directory}; exit 3"), folder, 1, false, 1);
        assertThatThrownBy(() -> run(options))
                .isInstanceOf(CrashException.class)
                .hasMessageContaining("code 3")
                .hasMessageContaining("no " + folder.resolve("data"));
    }

    private static CrashReport run(CrashOptions options) throws Exception {
        CrashReport report = new CrashLoop(options, _ -> {}).run();
        System.out.println(report.text());
        return report;
    }

    private static CrashOptions options(
            Path folder, int cycles, boolean powerCuts, Fault... faults) {
        long seed = Long.getLong("digi.seed", System.nanoTime());
        System.out.println("digi.seed=" + seed);
        return new CrashOptions(
                command(faults),
                Map.of(),
                folder,
                cycles,
                powerCuts,
                seed,
                new CrashOptions.Load(2, 150, 4),
                new CrashOptions.Moments(
                        Duration.ofMillis(100),
                        Duration.ofMillis(400),
                        Duration.ofSeconds(60),
                        60));
    }

    private static List<String> command(Fault... faults) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                FakeServer.class.getName(),
                                "{directory}",
                                "{port}"));
        Stream.of(faults).map(Fault::name).forEach(command::add);
        return command;
    }
}
