package io.digi.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LauncherToolchainIT {
    /// A machine on which nothing is installed, not even the usual small tools.
    private static final Map<String, String> BARE = Map.of("PATH", "", "JAVA_HOME", "");

    private static final String NO_USUAL_FOLDERS = "JDK_FOLDERS=(); OS_RELEASE=$ROOT/os; ";

    @TempDir private Path folder;
    private LauncherTree tree;

    @BeforeEach
    void layTree() throws Exception {
        tree = LauncherTree.in(folder.toRealPath());
        tree.write("os", "ID=debian\n");
    }

    @Test
    void missingJdkIsSaidEvenWithAnEmptyPath() throws Exception {
        LauncherTree.Run run = tree.inside(BARE, NO_USUAL_FOLDERS + "main --help");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("no JDK 25 or newer found", "Eclipse Temurin 25");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void debianPackageOfTheJdkIsNamedWhereThereIsOne() throws Exception {
        tree.script("apt/apt-cache", "#!/bin/bash\necho openjdk-25-jdk - development kit\n");
        Map<String, String> environment =
                Map.of("PATH", tree.root().resolve("apt").toString(), "JAVA_HOME", "");
        LauncherTree.Run run = tree.inside(environment, NO_USUAL_FOLDERS + "main version");
        assertThat(run.err()).contains("apt-get install openjdk-25-jdk");
    }

    @ParameterizedTest
    @CsvSource({"debian, apt-get install maven", "fedora, dnf install maven", "x, Apache Maven"})
    void missingMavenIsNamedByThePackageOfTheSystem(String system, String advice) throws Exception {
        tree.write("os", "ID=" + system + "\n");
        Map<String, String> environment =
                Map.of("PATH", "", "JAVA_HOME", tree.root().resolve("jdk").toString());
        LauncherTree.Run run = tree.inside(environment, NO_USUAL_FOLDERS + "find_maven");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("Maven (mvn) not found", advice);
    }

    @ParameterizedTest
    @CsvSource({"17.0.9, no", "24.0.1, no", "25, yes", "25.0.3, yes", "26-ea, yes", "100.1, yes"})
    void versionOfAJdkIsReadFromItsReleaseFile(String version, String accepted) throws Exception {
        tree.jdk("other", version);
        LauncherTree.Run run =
                tree.inside("if is_jdk \"$ROOT/other\"; then echo yes; else echo no; fi");
        assertThat(run.out()).isEqualTo(accepted + "\n");
    }

    @Test
    void usualFolderServesWhereJavaHomeIsTooOld() throws Exception {
        tree.jdk("jdk", "17.0.1");
        tree.jdk("jvm/new jdk", "25.0.1");
        LauncherTree.Run run =
                tree.inside("JDK_FOLDERS=(\"$ROOT\"/jvm/*); find_jdk; echo $JAVA_HOME");
        assertThat(run.out()).isEqualTo(tree.root() + "/jvm/new jdk\n");
    }

    @Test
    void javaOnPathServesThroughItsLinks() throws Exception {
        Map<String, String> environment =
                Map.of("PATH", tree.root() + "/links:/usr/bin:/bin", "JAVA_HOME", "");
        Files.createDirectory(tree.root().resolve("links"));
        Files.createSymbolicLink(tree.root().resolve("links/java"), Path.of("../jdk/bin/java"));
        LauncherTree.Run run =
                tree.inside(environment, NO_USUAL_FOLDERS + "find_jdk; cd $JAVA_HOME; pwd");
        assertThat(run.out()).isEqualTo(tree.root() + "/jdk\n");
    }

    @Test
    void runtimeWithoutCompilerIsNoJdk() throws Exception {
        Files.delete(tree.root().resolve("jdk/bin/javac"));
        assertThat(tree.inside("is_jdk \"$ROOT/jdk\" || echo no").out()).isEqualTo("no\n");
    }
}
