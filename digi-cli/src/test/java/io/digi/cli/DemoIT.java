package io.digi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.digi.cli.demo.DemoState;
import io.digi.cli.demo.StateFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One demo that stays, and what the other commands do with it.
final class DemoIT {
    private static final BuildInfo BUILD = new BuildInfo("1.2.3", "a".repeat(40));
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /// Static, so that it lives as long as the demo.
    @TempDir private static Path folder;

    private static final StringWriter OUT = new StringWriter();
    private static final StringWriter ERR = new StringWriter();
    private static FutureTask<Integer> demo;
    private static Thread thread;

    private record Run(int exitCode, String out, String err) {}

    @BeforeAll
    static void startDemo() {
        demo =
                new FutureTask<>(() ->
                        new Cli(
                                        new PrintWriter(OUT, true),
                                        new PrintWriter(ERR, true),
                                        BUILD,
                                        environment())
                                .run("demo", "--keep", "--port", "0"));
        thread = Thread.ofPlatform().name("demo").start(demo);
        await().atMost(PATIENCE)
                .until(() -> demo.isDone() || OUT.toString().contains("./digi import"));
        assertThat(demo.isDone()).as("the demo stays: %s", ERR).isFalse();
    }

    @AfterAll
    static void stoppedDemoLeavesNothing() throws Exception {
        Path storage = storage();
        assertThat(storage).isDirectory();
        thread.interrupt();
        assertThat(demo.get(60, TimeUnit.SECONDS)).isZero();
        assertThat(stateFile().path()).doesNotExist();
        assertThat(storage).doesNotExist();
        assertThat(storage.getParent()).doesNotExist();
        assertThat(ERR.toString()).isEmpty();
    }

    @Test
    void mostQuestionsFindTheTextThatTheyWereWrittenFor() {
        Matcher score =
                Pattern.compile("(\\d+) of 36 questions found .* first, (\\d+) among the first 3")
                        .matcher(OUT.toString());
        assertThat(score.find()).isTrue();
        assertThat(Integer.parseInt(score.group(1))).isGreaterThanOrEqualTo(25);
        assertThat(Integer.parseInt(score.group(2))).isGreaterThanOrEqualTo(29);
        assertThat(OUT.toString()).contains("* spaced repetition", "* lipo storage", "* ups power");
    }

    @Test
    void noKeyReachesTheTextsOfAnotherTenant() {
        assertThat(OUT.toString())
                .containsPattern("key of digi_core +100 +0 +0\\R")
                .containsPattern("key of lernmi +0 +100 +0\\R")
                .containsPattern("key of beep_boop +0 +0 +100\\R")
                .contains("No key reached another's documents.")
                .doesNotContain("LEAK");
    }

    @Test
    void outputFitsItsWidthAndHasNoEscapesWhereThereIsNoTerminal() {
        assertThat(OUT.toString()).doesNotContain("\033").doesNotContain("\r");
        assertThat(OUT.toString().lines().filter(line -> line.startsWith("    0.")))
                .hasSize(72)
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }

    @Test
    void stateFileIsForItsOwnerOnlyAndNoKeyIsPrinted() throws Exception {
        Path path = stateFile().path();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        DemoState state = stateFile().read().orElseThrow();
        assertThat(OUT.toString()).contains(state.url().toString());
        assertThat(OUT.toString()).doesNotContain(state.keys().administrator());
        assertThat(state.keys().tenants()).containsOnlyKeys("digi_core", "lernmi", "beep_boop");
        assertThat(OUT.toString()).doesNotContain(state.keys().tenants().values());
    }

    @Test
    void secondDemoThatWouldStayIsRefused() {
        Run run = digi("demo", "--keep", "--port", "0");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("a demo is running already");
    }

    @Test
    void askAnswersWithTheTextsOfOneTenant() {
        Run run = digi("ask", "Is cramming all night wise?", "--tenant", "lernmi", "--limit", "2");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("lernmi_", "2 texts in ").doesNotContain("beep_", "core_");
    }

    @Test
    void askWithoutTenantNamesTheTenantOfEachText() {
        Run run = digi("ask", "How do I store the battery of my drone?", "--limit", "1");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("lipo_storage (beep_boop)");
    }

    @Test
    void importStopsAtABadLineAndKeepsWhatStandsBeforeIt() throws Exception {
        Path file =
                write(
                        "stops.jsonl",
                        """
                        {"content": "Okapis live in the rain forest", "id": 1}
                        {"content": "Okapis live
                        {"content": "Giraffes live in the savanna", "id": 2}
                        """);
        Run stopped = digi("import", file.toString(), "--tenant", "stops");
        assertThat(stopped.exitCode()).isEqualTo(1);
        assertThat(stopped.err()).contains("stops.jsonl line 2", "1 text before it is loaded");

        Run skipped = digi("import", file.toString(), "--tenant", "stops", "--skip-bad");
        assertThat(skipped.exitCode()).as(skipped.err()).isZero();
        assertThat(skipped.err()).contains("skipped").contains("line 2");
        assertThat(skipped.out()).contains("2 texts loaded", "1 skipped");
    }

    @Test
    void importedCsvIsFound() throws Exception {
        Path file =
                write(
                        "animals.csv",
                        """
                        id,body,source
                        42,"Otters hold hands, they say, ""so as not to drift apart\"\"\",web
                        ,Owls hunt at night,
                        """);
        Run run = digi("import", file.toString(), "--tenant", "csv", "--text", "body");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("2 texts loaded");
        Run asked = digi("ask", "sea otter", "--tenant", "csv", "--text", "body", "--limit", "1");
        assertThat(asked.out()).contains("  42", "they say, \"so as not to drift apart\"");
    }

    @Test
    void importedFolderIsFoundAndImportingAgainChangesNothing() throws Exception {
        write("notes/deep/whales.md", "# Whales\n\nThe blue whale is the largest animal.\n");
        write("notes/ants.txt", "Ants follow trails of scent.");
        write("notes/ignored.bin", "not a text");
        for (int i = 0; i < 2; i++) {
            Run run = digi("import", folder.resolve("notes").toString(), "--tenant", "folder");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("2 texts loaded");
        }
        Run asked = digi("ask", "biggest creature", "--tenant", "folder", "--limit", "9");
        assertThat(asked.out()).contains("largest animal", "2 texts in ");
    }

    private static Run digi(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
                new Cli(
                                new PrintWriter(out, true),
                                new PrintWriter(err, true),
                                BUILD,
                                environment())
                        .run(args);
        return new Run(code, out.toString(), err.toString());
    }

    private static Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static Map<String, String> environment() {
        return Map.of("XDG_STATE_HOME", folder.resolve("state").toString());
    }

    private static StateFile stateFile() {
        return StateFile.of(environment());
    }

    private static Path storage() {
        Matcher matcher = Pattern.compile("data in (\\S+)").matcher(OUT.toString());
        assertThat(List.of(matcher.find())).containsExactly(true);
        return Path.of(matcher.group(1));
    }
}
