package io.digi.cli.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The compiled classes of all modules below one folder, as the build left them there. Generated
/// stubs (digi-proto) are not ours to judge.
final class House {
    private static final String GENERATED = ModuleTable.PROTO.artifact();

    private final Path root;

    House(Path root) {
        this.root = root;
    }

    /// The house whose module the tests run in.
    static House ours() throws IOException {
        return new House(Path.of("..").toRealPath());
    }

    JavaClasses mainClasses() throws IOException {
        return new ClassFileImporter().importPaths(folders("classes"));
    }

    /// Tests, and the suites that digi-testkit holds for several modules.
    JavaClasses testClasses() throws IOException {
        List<Path> folders = new ArrayList<>(folders("test-classes"));
        folders.add(root.resolve(ModuleTable.TESTKIT.artifact()).resolve("target/classes"));
        folders.removeIf(folder -> !Files.isDirectory(folder));
        return new ClassFileImporter().importPaths(folders);
    }

    /// The module that a class lies in, by its file.
    static String moduleOf(JavaClass type) {
        String file = type.getSource().orElseThrow().getUri().getPath();
        int end = file.lastIndexOf("/target/");
        return file.substring(file.lastIndexOf('/', end - 1) + 1, end);
    }

    private List<Path> folders(String name) throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.filter(file -> file.getFileName().toString().startsWith("digi-"))
                    .filter(file -> !file.endsWith(GENERATED))
                    .map(file -> file.resolve("target").resolve(name))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
    }
}
