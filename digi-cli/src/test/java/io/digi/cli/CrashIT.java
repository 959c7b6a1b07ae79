package io.digi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.Digi;
import io.digi.engine.embedded.EngineSettings;
import io.digi.engine.verify.Verification;
import io.digi.engine.verify.VerifyReport;
import io.digi.model.config.CollectionInfo;
import io.digi.model.config.CollectionStatus;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.id.CollectionName;
import io.digi.stack.crash.CrashLoop;
import io.digi.stack.crash.CrashOptions;
import io.digi.stack.crash.CrashOptions.Load;
import io.digi.stack.crash.CrashOptions.Moments;
import io.digi.stack.crash.CrashReport;
import io.digi.stack.require.Requires;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program itself, killed under a load of writes that wait and writes that do not. `digi crash`
/// does the same for longer.
final class CrashIT {
    private static final int KILLS = 20;
    private static final int POWER_CUTS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final EngineSettings SETTINGS = EngineSettings.withMemory(64L << 20);

    private static final Load LOAD =
            new Load(/* clients= */ 4, /* idsPerClient= */ 100, /* dimension= */ 16);

    private static final Moments MOMENTS =
            new Moments(
                    Duration.ofMillis(50),
                    Duration.ofMillis(400),
                    Duration.ofSeconds(120),
                    /* writesMin= */ 20);

    @TempDir private Path folder;

    @Test
    void acknowledgedWritesSurviveTheEndOfTheProcess() throws Exception {
        CrashReport report = crash(KILLS, /* powerCuts= */ false);
        assertThat(report.clean()).as("%s%s", report.text(), report.violations()).isTrue();
        assertThat(report.acknowledged()).isGreaterThan(KILLS);
    }

    @Test
    @Requires("cc")
    void acknowledgedWritesSurvivePowerCuts() throws Exception {
        CrashReport report = crash(POWER_CUTS, /* powerCuts= */ true);
        assertThat(report.clean()).as("%s%s", report.text(), report.violations()).isTrue();
        assertThat(report.changesLost() + report.entriesLost()).isPositive();
    }

    private CrashReport crash(int cycles, boolean powerCuts) throws Exception {
        long seed = Long.getLong("digi.seed", ThreadLocalRandom.current().nextLong());
        CrashOptions options =
                new CrashOptions(
                        serve(),
                        CrashCommand.environment(folder),
                        folder,
                        cycles * Integer.getInteger("digi.test.effort", 1),
                        powerCuts,
                        seed,
                        LOAD,
                        MOMENTS);
        System.out.println("seed " + seed);
        CrashReport report = new CrashLoop(options, System.out::println).run();
        System.out.println(report.text());
        finishIndexing();
        requireSound();
        return report;
    }

    /// The last end of the process may have come before a graph was saved.
    private void finishIndexing() throws Exception {
        CollectionName collection = new CollectionName(CrashLoop.COLLECTION);
        try (VectorEngine engine = Digi.open(folder.resolve("data"), SETTINGS)) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> {
                        CollectionInfo info =
                                engine.collections().describe(Call.everything(), collection);
                        return info.status() == CollectionStatus.GREEN
                                && info.indexedVectorCount() > 0;
                    });
        }
    }

    /// What is derived from the points, graphs among it, agrees with them.
    private void requireSound() {
        VerifyReport report = Verification.of(folder.resolve("data"), SETTINGS, (_, _) -> {});
        assertThat(report.isClean()).as("%s", report.findings()).isTrue();
        assertThat(folder.resolve("data/derived/1/0.graph")).exists();
    }

    /// As the command does it, with a JVM that is quick to start.
    private static List<String> serve() {
        List<String> command = new ArrayList<>(CrashCommand.serve());
        command.addAll(1, List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        return command;
    }
}
