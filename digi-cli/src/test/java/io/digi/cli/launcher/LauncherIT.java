package io.digi.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LauncherIT {
    private static final String WITHOUT_FLOCK =
            "command() { [ \"$2\" != flock ] && builtin command \"$@\"; }; main version";

    @TempDir private Path folder;
    private LauncherTree tree;

    @BeforeEach
    void layTree() throws Exception {
        tree = LauncherTree.in(folder.toRealPath());
    }

    @Test
    void serverStartsWithTheArchiveOfClassesThatTheBuildMade() throws Exception {
        String out = tree.digi("serve").out();
        assertThat(out).containsPattern("-XX:SharedArchiveFile=.*/app-[0-9a-f]+/prepared/classes");
        assertThat(tree.digi("version").out()).doesNotContain("SharedArchiveFile");
    }

    @Test
    void serverStartsWithoutAnArchiveWhereNoneCouldBeMade() throws Exception {
        LauncherTree.Run built = tree.digi(Map.of("JAVA_EXIT", "1"), "version");
        assertThat(built.out()).contains("Main\nversion\n");
        LauncherTree.Run served = tree.digi("serve");
        assertThat(served.exitCode()).isZero();
        assertThat(served.out()).contains("Main\nserve\n").doesNotContain("SharedArchiveFile");
    }

    @Test
    void heapBeginsSmallAndNeverAboveItsLimit() throws Exception {
        assertThat(tree.digi("serve", "--memory-limit", "4G").out()).contains("-Xms65536k\n");
        assertThat(tree.digi("serve", "--memory-limit", "100M").out())
                .contains("-Xmx40960k\n", "-Xms40960k\n");
    }

    @Test
    void firstUseBuildsWithoutChecksAndTheNextDoesNot() throws Exception {
        assertThat(tree.digi("version").exitCode()).isZero();
        assertThat(tree.digi("version").err()).doesNotContain("building");
        assertThat(tree.mavenCalls())
                .singleElement()
                .asString()
                .contains("-Pfast", "-pl digi-cli -am package", "-Ddigi.target=target/launcher");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "digi-cli/pom.xml", "digi-cli/src/main/java/A.java"})
    void changedContentBuildsAgain(String file) throws Exception {
        tree.digi("version");
        tree.append(file, "<!-- -->");
        tree.digi("version");
        assertThat(tree.mavenCalls()).hasSize(2);
    }

    @Test
    void newSourceBuildsAgain() throws Exception {
        tree.digi("version");
        tree.write("digi-cli/src/main/resources/a name with blanks", "");
        tree.digi("version");
        assertThat(tree.mavenCalls()).hasSize(2);
    }

    @Test
    void newTimesAloneDoNotBuildAgain() throws Exception {
        tree.digi("version");
        Path source = tree.root().resolve("digi-cli/src/main/java/A.java");
        Files.setLastModifiedTime(source, FileTime.fromMillis(0));
        tree.write("digi-cli/src/test/java/ATest.java", "class ATest {}");
        tree.digi("version");
        assertThat(tree.mavenCalls()).hasSize(1);
    }

    @Test
    void programReplacesTheShellSoThatSignalsReachIt() throws Exception {
        for (String command : List.of("version", "serve")) {
            LauncherTree.Run run = tree.digi(command);
            assertThat(run.out()).startsWith("pid " + run.pid() + "\n");
        }
    }

    @Test
    void argumentsReachTheProgramUnchanged() throws Exception {
        LauncherTree.Run run =
                tree.digi(
                        "ask",
                        "two  words",
                        "",
                        "*",
                        "--memory-limit",
                        "1G",
                        "--",
                        "--memory-limit=2G");
        assertThat(run.out())
                .endsWith("io.digi.cli.Main\nask\ntwo  words\n\n*\n--\n--memory-limit=2G\n")
                .contains("-Ddigi.memory.limit=1073741824\n");
    }

    @Test
    void vectorModuleIsLoadedWithoutItsWarningButWithEveryError() throws Exception {
        tree.digi("version");
        for (String command : List.of("serve", "demo", "bench", "crash", "ask", "import")) {
            LauncherTree.Run run = tree.digi(command);
            assertThat(run.out()).contains("--add-modules\njdk.incubator.vector\n");
            assertThat(run.err()).isEqualTo("a real error\n");
        }
    }

    @Test
    void jvmThatDoesNotStartStillSaysWhy() throws Exception {
        tree.digi("version");
        Process process =
                tree.started(
                        Map.of("JAVA_DIES", "yes"),
                        List.of("bash", "-c", "./digi serve 2>&1 | cat"));
        assertThat(tree.finished(process).out()).isEqualTo("no space for the heap\n");
    }

    @Test
    void shortCommandsStartWithoutTheVectorModule() throws Exception {
        for (String command : List.of("version", "help", "verify")) {
            assertThat(tree.digi(command).out())
                    .contains("-XX:TieredStopAtLevel=1")
                    .doesNotContain("jdk.incubator.vector");
        }
    }

    @Test
    void exitCodeOfTheProgramIsTheOneOfTheLauncher() throws Exception {
        for (String command : List.of("version", "serve")) {
            assertThat(tree.digi(Map.of("JAVA_EXIT", "3"), command).exitCode()).isEqualTo(3);
        }
    }

    @Test
    void classPathHoldsOurJarsAndOthers() throws Exception {
        tree.digi("version");
        try (Stream<Path> apps = Files.list(tree.root().resolve("target/digi"))) {
            Path app =
                    apps.filter(p -> p.getFileName().toString().startsWith("app-"))
                            .findFirst()
                            .orElseThrow();
            assertThat(app.resolve("digi-cli-1.jar")).hasContent("cli");
            assertThat(app.resolve("other.jar")).hasContent("other");
        }
    }

    @Test
    void statesOfTheSourcesUsedLastStayBuilt() throws Exception {
        for (String state : List.of("a", "b", "c", "a", "d", "a", "c")) {
            tree.write("pom.xml", state);
            assertThat(tree.digi("version").exitCode()).isZero();
        }
        assertThat(tree.mavenCalls()).as("a, b, c and d are built once").hasSize(4);
        tree.write("pom.xml", "b");
        tree.digi("version");
        assertThat(tree.mavenCalls()).as("b was the one to go").hasSize(5);
    }

    @Test
    void failedBuildShowsItsLastLinesAndItsLogAndIsTriedAgain() throws Exception {
        LauncherTree.Run failed = tree.digi(Map.of("MAVEN_FAILS", "yes"), "version");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err()).contains("A.java does not compile", "target/digi/build.log");
        assertThat(failed.out()).isEmpty();
        assertThat(tree.digi("version").exitCode()).isZero();
    }

    @Test
    void interruptedBuildTakesMavenWithIt() throws Exception {
        Process launcher = tree.started(Map.of("MAVEN_HANGS", "yes"), "version");
        await().until(() -> !tree.mavenCalls().isEmpty());
        launcher.toHandle().destroy();
        assertThat(tree.finished(launcher).exitCode()).isEqualTo(130);
        assertThat(tree.digi("version").exitCode()).as("its lock is free").isZero();
    }

    @Test
    void twoLaunchersBuildOnce() throws Exception {
        Map<String, String> slow = Map.of("MAVEN_SECONDS", "0.5");
        Process first = tree.started(slow, "version");
        Process second = tree.started(slow, "version");
        assertThat(tree.finished(first).exitCode()).isZero();
        assertThat(tree.finished(second).exitCode()).isZero();
        assertThat(tree.mavenCalls()).hasSize(1);
    }

    @Test
    void folderIsTheLockWhereThereIsNoFlock() throws Exception {
        assertThat(tree.inside(WITHOUT_FLOCK).exitCode()).isZero();
        assertThat(tree.root().resolve("target/digi/build.lock.d")).doesNotExist();
    }

    @Test
    void lockOfAnOwnerThatIsGoneIsTaken() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        tree.write("target/digi/build.lock.d/pid", Long.toString(gone.pid()));
        assertThat(tree.inside(WITHOUT_FLOCK).exitCode()).isZero();
        assertThat(tree.mavenCalls()).hasSize(1);
    }

    @Test
    void launcherIsFoundThroughASymbolicLink() throws Exception {
        Path link = Files.createDirectory(tree.root().resolve("elsewhere")).resolve("digi");
        Files.createSymbolicLink(link, Path.of("../digi"));
        Process process =
                new ProcessBuilder("bash", "-c", ". elsewhere/digi; echo $ROOT")
                        .directory(tree.root().toFile())
                        .start();
        assertThat(tree.finished(process).out()).isEqualTo(tree.root() + "\n");
    }
}
