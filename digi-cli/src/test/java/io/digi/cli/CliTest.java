package io.digi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class CliTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Cli cli =
            new Cli(
                    new PrintWriter(out, true),
                    new PrintWriter(err, true),
                    new BuildInfo("1.2.3", "a".repeat(40)));

    @Test
    void versionIsOneLineWithVersionCommitAndRuntime() {
        assertThat(cli.run("version")).isZero();
        assertThat(out.toString().lines())
                .singleElement()
                .asString()
                .startsWith("digi 1.2.3 (commit " + "a".repeat(40) + ", Java ");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void unknownCommandNamesTheNearestKnownOneAndExitsWithOne() {
        assertThat(cli.run("versoin")).isEqualTo(1);
        assertThat(err.toString()).contains("versoin", "version", "digi --help");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void unknownOptionExitsWithOneAndPointsToTheHelpOfItsCommand() {
        assertThat(cli.run("version", "--shout")).isEqualTo(1);
        assertThat(err.toString()).contains("--shout", "Try `digi version --help`.");
    }

    @Test
    void noCommandPrintsUsageToStderrAndExitsWithOne() {
        assertThat(cli.run()).isEqualTo(1);
        assertThat(err.toString()).contains("Usage: digi", "Commands:", "version");
    }

    @Test
    void everyCommandHasHelpOfItsOwn() {
        for (String name : cli.commandLine().getSubcommands().keySet()) {
            out.getBuffer().setLength(0);
            assertThat(cli.run(name, "--help")).as(name).isZero();
            assertThat(out.toString()).as(name).contains("Usage: digi " + name);
        }
    }

    @Test
    void helpNamesWhatTheLauncherHandlesItself() {
        assertThat(cli.run("help")).isZero();
        assertThat(out.toString()).contains("test [MAVEN ARGUMENT...]", "--memory-limit SIZE");
    }

    @Test
    void helpOfAnUnknownCommandExitsWithOne() {
        assertThat(cli.run("help", "nothing")).isEqualTo(1);
        assertThat(err.toString()).contains("nothing");
    }

    @Test
    void buildWritesVersionAndCommitIntoTheProgram() {
        BuildInfo build = BuildInfo.ofThisBuild();
        assertThat(build.version()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(build.commit()).matches("[0-9a-f]{40}");
    }
}
