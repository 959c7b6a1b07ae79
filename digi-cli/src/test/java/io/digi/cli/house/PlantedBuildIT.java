package io.digi.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Builds small modules that inherit our root pom and break what it checks, and expects the build
/// to say so. All of them go through one run of Maven.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PlantedBuildIT {
    private static final long BUILD_SECONDS_MAX = 180;

    /// Below our root, so that it inherits the root's `.mvn` too.
    private static final Path ROOT = Path.of("target", "planted-build");

    private static final Map<String, String> SOURCES =
            Map.of(
                    "format/src/main/java/planted/Crooked.java",
                    """
                    package planted;

                    final class Crooked { private Crooked( ) { } }
                    """,
                    "code/src/main/java/planted/package-info.java",
                    """
                    /// Code that must not compile.
                    @NullMarked
                    package planted;

                    import org.jspecify.annotations.NullMarked;
                    """,
                    "code/src/main/java/planted/Absent.java",
                    """
                    package planted;

                    final class Absent {
                        private Absent() {}

                        static String name() {
                            return null;
                        }
                    }
                    """,
                    "code/src/main/java/planted/Same.java",
                    """
                    package planted;

                    final class Same {
                        private Same() {}

                        static boolean same(float[] a, float[] b) {
                            return a.equals(b);
                        }
                    }
                    """,
                    "lint/src/main/java/planted/Raw.java",
                    """
                    package planted;

                    import java.util.List;

                    final class Raw {
                        private Raw() {}

                        static int size(List values) {
                            return values.size();
                        }
                    }
                    """,
                    "test/src/test/java/planted/RawTest.java",
                    """
                    package planted;

                    import java.util.List;

                    final class RawTest {
                        static int size(List values) {
                            return values.size();
                        }
                    }
                    """);

    private int exitCode;
    private String output = "";

    @BeforeAll
    void build() throws Exception {
        plantProjects();
        ProcessBuilder builder =
                new ProcessBuilder(
                                "mvn", "-o", "-B", "-fae", "-f", ROOT + "/pom.xml", "test-compile")
                        .redirectErrorStream(true)
                        .redirectOutput(ROOT.resolve("build.log").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        Process maven = builder.start();
        boolean ended = maven.waitFor(BUILD_SECONDS_MAX, TimeUnit.SECONDS);
        maven.destroyForcibly();
        output = Files.readString(ROOT.resolve("build.log"));
        assertThat(ended).as("the build ends: %s", output).isTrue();
        exitCode = maven.exitValue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"format", "code", "lint", "test"})
    void eachPlantedModuleFails(String name) {
        assertThat(output).containsPattern("planted-" + name + " \\.+ FAILURE");
        assertThat(exitCode).isNotZero();
    }

    @Test
    void formatterNamesTheCrookedFile() {
        assertThat(output).contains("had format violations", "Crooked.java");
    }

    @Test
    void nullAwayNamesNullThatCrossesABorder() {
        assertThat(output).containsPattern("Absent.java:.*\\[NullAway\\]");
    }

    @Test
    void errorProneNamesArraysComparedByIdentity() {
        assertThat(output).containsPattern("Same.java:.*\\[ArrayEquals\\]");
    }

    @Test
    void warningsOfTheCompilerFailMainCodeAndTests() {
        assertThat(output)
                .containsPattern("Raw.java:.*found raw type")
                .containsPattern("RawTest.java:.*found raw type")
                .contains("warnings found and -Werror specified");
    }

    private static void plantProjects() throws IOException {
        List<String> modules = List.of("format", "code", "lint", "test");
        StringBuilder list = new StringBuilder();
        for (String module : modules) {
            list.append("<module>").append(module).append("</module>");
            write(module + "/pom.xml", pom("planted-" + module, "../../../../pom.xml", ""));
        }
        String children = "<packaging>pom</packaging><modules>" + list + "</modules>";
        write("pom.xml", pom("planted", "../../../pom.xml", children));
        for (Map.Entry<String, String> source : SOURCES.entrySet()) {
            write(source.getKey(), source.getValue());
        }
    }

    private static String pom(String name, String parent, String rest) {
        return """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <parent>
            <groupId>io.digi</groupId>
            <artifactId>digi</artifactId>
            <version>%s</version>
            <relativePath>%s</relativePath>
          </parent>
          <artifactId>%s</artifactId>
          %s
        </project>
        """
                .formatted(System.getProperty("digi.version"), parent, name, rest);
    }

    private static void write(String name, String text) throws IOException {
        Path file = ROOT.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
