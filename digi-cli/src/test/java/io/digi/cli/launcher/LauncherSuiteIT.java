package io.digi.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LauncherSuiteIT {
    @TempDir private Path folder;
    private LauncherTree tree;

    @BeforeEach
    void layTree() throws Exception {
        tree = LauncherTree.in(folder.toRealPath());
        tree.write("digi-cli/target/surefire-reports/TEST-old.xml", report("Old", 90, 5, 5, 0, 0));
        assertThat(
                        tree.root()
                                .resolve("digi-cli/target/surefire-reports/TEST-old.xml")
                                .toFile()
                                .setLastModified(0))
                .isTrue();
    }

    @Test
    void totalsOfThisRunAreTheLastLine() throws Exception {
        mavenThatReports(0, report("A", 1, 10, 0, 0, 2), report("B", 2, 5, 0, 0, 0));
        LauncherTree.Run run = tree.digi("test");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines().toList().getLast())
                .isEqualTo("13 passed, 0 failed, 2 skipped");
    }

    @Test
    void failuresAndErrorsAreFailedAndFailTheRun() throws Exception {
        mavenThatReports(0, report("A", 1, 10, 1, 2, 0));
        LauncherTree.Run run = tree.digi("test");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).endsWith("\n7 passed, 3 failed, 0 skipped\n");
    }

    @Test
    void brokenBuildFailsTheRunThoughNoTestFailed() throws Exception {
        mavenThatReports(1, report("A", 1, 10, 0, 0, 0));
        LauncherTree.Run run = tree.digi("test");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).endsWith("\n10 passed, 0 failed, 0 skipped\n");
    }

    @Test
    void runOfNoTestAtAllFails() throws Exception {
        mavenThatReports(0);
        LauncherTree.Run run = tree.digi("test");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).endsWith("0 passed, 0 failed, 0 skipped\n");
    }

    @Test
    void suiteRunsEverythingFromACleanStateWithTheArgumentsGiven() throws Exception {
        mavenThatReports(0);
        tree.digi("test", "-Ddigi.test.effort=10");
        assertThat(tree.mavenCalls())
                .containsExactly("-B -ntp -T 2 clean verify -Ddigi.test.effort=10");
    }

    @Test
    void twentySlowestClassesAreListedSlowestFirst() throws Exception {
        String[] reports = new String[25];
        for (int i = 0; i < reports.length; i++) {
            reports[i] = report("Class" + i, i, 1, 0, 0, 0);
        }
        mavenThatReports(0, reports);
        assertThat(tree.digi("test").out().lines().filter(line -> line.contains("io.digi.Class")))
                .hasSize(20)
                .first()
                .isEqualTo("    24.00  io.digi.Class24");
    }

    private void mavenThatReports(int exitCode, String... reports) throws Exception {
        StringBuilder maven = new StringBuilder("#!/bin/bash\n");
        maven.append("echo \"$*\" >>\"$DIGI_TREE/maven.calls\"\n");
        maven.append("cd \"$DIGI_TREE\"/digi-cli/target/surefire-reports\n");
        for (int i = 0; i < reports.length; i++) {
            maven.append("cat >TEST-%d.xml <<'END'\n%s\nEND\n".formatted(i, reports[i]));
            maven.append("touch -d '+1 second' TEST-%d.xml\n".formatted(i));
        }
        tree.script("bin/mvn", maven + "exit " + exitCode + "\n");
    }

    private static String report(
            String name, int seconds, int tests, int failures, int errors, int skipped) {
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0.2" \
        name="io.digi.%s" time="%d.0" tests="%d" errors="%d" skipped="%d" failures="%d">
          <properties><property name="x" value="&lt;testsuite "/></properties>
        </testsuite>\
        """
                .formatted(name, seconds, tests, errors, skipped, failures);
    }
}
