package io.digi.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Builds a small house in which every rule is broken once, and expects each to say so.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PlantedClassesTest {
    private static final String[] NULL_MARKED_PACKAGES = {
        "io.digi.model.point",
        "io.digi.model.engine",
        "io.digi.model.util",
        "io.digi.index.flat",
        "io.digi.engine.write",
        "io.digi.server.http",
        "io.digi.server.access",
        "io.digi.storage.kv",
        "io.digi.proto"
    };

    private static final Map<String, String> MAIN =
            Map.ofEntries(
                    Map.entry("digi-engine:io.digi.engine.write.Writer", "public class Writer {}"),
                    Map.entry("digi-proto:io.digi.proto.Stub", "public class Stub {}"),
                    Map.entry(
                            "digi-model:io.digi.model.point.Upward",
                            "class Upward { io.digi.engine.write.Writer writer; }"),
                    Map.entry(
                            "digi-server:io.digi.server.http.Sideways",
                            "class Sideways { io.digi.engine.write.Writer writer; }"),
                    Map.entry(
                            "digi-index:io.digi.index.flat.Foreign",
                            "class Foreign { org.assertj.core.api.Assertions a; }"),
                    Map.entry(
                            "digi-engine:io.digi.engine.write.Leak",
                            "class Leak { java.net.http.HttpClient client; }"),
                    Map.entry("digi-engine:io.digi.storage.kv.Stray", "class Stray {}"),
                    Map.entry("digi-model:io.digi.model.util.Text", "class Text {}"),
                    Map.entry("digi-model:io.digi.model.point.IdHelper", "class IdHelper {}"),
                    Map.entry("digi-model:io.digi.model.point.PointIdImpl", "class PointIdImpl {}"),
                    Map.entry("digi-model:io.digi.model.bare.Unmarked", "class Unmarked {}"),
                    Map.entry(
                            "digi-model:io.digi.model.engine.Scope",
                            "public sealed interface Scope {"
                                    + " enum Everything implements Scope { EVERYTHING }"
                                    + " record Tenant(String id) implements Scope {} }"),
                    Map.entry(
                            "digi-server:io.digi.server.http.Forger",
                            "class Forger { Object forge() {"
                                    + " return new io.digi.model.engine.Scope.Tenant(\"a\"); } }"),
                    Map.entry(
                            "digi-server:io.digi.server.http.Usurper",
                            "class Usurper { Object seize() {"
                                    + " return io.digi.model.engine.Scope.Everything.EVERYTHING;"
                                    + " } }"),
                    Map.entry(
                            "digi-server:io.digi.server.access.Gate",
                            "class Gate { Object open() {"
                                    + " return new io.digi.model.engine.Scope.Tenant(\"a\"); } }"));

    private static final Map<String, String> TESTS =
            Map.of(
                    "digi-model:io.digi.model.point.OffTest",
                            "class OffTest { @org.junit.jupiter.api.Disabled void off() {} }",
                    "digi-model:io.digi.model.point.SometimesTest",
                            "class SometimesTest { void sometimes() {"
                                    + " org.junit.jupiter.api.Assumptions.assumeTrue(false); } }",
                    "digi-model:io.digi.model.point.SleepyTest",
                            "class SleepyTest { void sleep() throws Exception {"
                                    + " Thread.sleep(1); } }");

    private Path root;
    private JavaClasses mainClasses;
    private JavaClasses testClasses;

    @BeforeAll
    void plant(@TempDir Path folder) throws IOException {
        root = folder;
        Map<String, String> main = new TreeMap<>(MAIN);
        for (String name : NULL_MARKED_PACKAGES) {
            String module = "digi-" + name.split("\\.")[2];
            main.put(module + ":" + name + ".package-info", "@org.jspecify.annotations.NullMarked");
        }
        compile(main, "classes");
        compile(TESTS, "test-classes");
        mainClasses = new House(root).mainClasses();
        testClasses = new House(root).testClasses();
    }

    static Stream<Arguments> plantedInMainClasses() {
        return Stream.of(
                Arguments.of(HouseRules.moduleTable(ModuleTable.MODEL), List.of("Upward")),
                Arguments.of(HouseRules.moduleTable(ModuleTable.SERVER), List.of("Sideways")),
                Arguments.of(HouseRules.modelNeedsOnlyTheJdk(), List.of("Upward")),
                Arguments.of(HouseRules.indexNeedsOnlyTheJdk(), List.of("Foreign")),
                Arguments.of(HouseRules.wireNeverLeaksInwards(), List.of("Leak")),
                Arguments.of(HouseRules.packagesLiveInTheirModule(), List.of("Stray")),
                Arguments.of(
                        HouseRules.namesSayWhatAThingDoes(),
                        List.of("io.digi.model.util", "IdHelper", "PointIdImpl")),
                Arguments.of(HouseRules.packagesAreNullMarked(), List.of("Unmarked")),
                Arguments.of(HouseRules.onlyAccessMakesAScope(), List.of("Forger", "Usurper")));
    }

    static Stream<Arguments> plantedInTestClasses() {
        return Stream.of(
                Arguments.of(
                        HouseRules.testsAreNeverSwitchedOff(), List.of("OffTest", "SometimesTest")),
                Arguments.of(HouseRules.testsNeverSleep(), List.of("SleepyTest")));
    }

    @ParameterizedTest
    @MethodSource("plantedInMainClasses")
    void rulesOfMainClassesNameWhatBreaksThemAndNothingElse(ArchRule rule, List<String> planted) {
        assertNamesExactly(rule, mainClasses, planted);
    }

    @ParameterizedTest
    @MethodSource("plantedInTestClasses")
    void rulesOfTestClassesNameWhatBreaksThemAndNothingElse(ArchRule rule, List<String> planted) {
        assertNamesExactly(rule, testClasses, planted);
    }

    @Test
    void generatedStubsAreNotJudged() {
        assertThat(mainClasses.stream().map(House::moduleOf)).doesNotContain("digi-proto");
    }

    private static void assertNamesExactly(
            ArchRule rule, JavaClasses classes, List<String> planted) {
        List<String> details = rule.evaluate(classes).getFailureReport().getDetails();
        for (String name : planted) {
            assertThat(details).as(name).anyMatch(detail -> detail.contains(name));
        }
        assertThat(details).allMatch(detail -> planted.stream().anyMatch(detail::contains));
    }

    /// Compiles all sources at once, then lays each class into its module's target folder.
    private void compile(Map<String, String> sources, String folder) throws IOException {
        List<String> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            files.add(write(source.getKey(), source.getValue()).toString());
        }
        Path out = Files.createDirectories(root.resolve("out-" + folder));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options =
                List.of(
                        "-proc:none",
                        "-d",
                        out.toString(),
                        "-cp",
                        System.getProperty("java.class.path"));
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled =
                    compiler.getTask(
                                    said,
                                    manager,
                                    null,
                                    options,
                                    null,
                                    manager.getJavaFileObjectsFromStrings(files))
                            .call();
            assertThat(compiled).as(said.toString()).isTrue();
        }
        for (String key : sources.keySet()) {
            layIntoModule(key, out, folder);
        }
    }

    private Path write(String key, String text) throws IOException {
        String type = key.substring(key.indexOf(':') + 1);
        int dot = type.lastIndexOf('.');
        String header = "package " + type.substring(0, dot) + ";\n";
        Path file = root.resolve("src").resolve(type.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        boolean isPackage = type.endsWith(".package-info");
        return Files.writeString(file, isPackage ? text + " " + header : header + text);
    }

    private void layIntoModule(String key, Path out, String folder) throws IOException {
        String[] parts = key.split(":");
        String path = parts[1].replace('.', '/');
        String name = path.substring(path.lastIndexOf('/') + 1);
        Path target = root.resolve(parts[0]).resolve("target").resolve(folder);
        try (Stream<Path> compiled = Files.list(out.resolve(path).getParent())) {
            for (Path file : compiled.toList()) {
                String base = file.getFileName().toString();
                if (base.equals(name + ".class") || base.startsWith(name + "$")) {
                    Path copy = target.resolve(out.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
    }
}
