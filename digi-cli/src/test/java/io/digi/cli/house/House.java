package io.digi.cli.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        return classes("classes");
    }

    JavaClasses testClasses() throws IOException {
        return classes("test-classes");
    }

    /// The module that a class lies in, by its file.
    static String moduleOf(JavaClass type) {
        String file = type.getSource().orElseThrow().getUri().getPath();
        int end = file.lastIndexOf("/target/");
        return file.substring(file.lastIndexOf('/', end - 1) + 1, end);
    }

    private JavaClasses classes(String folder) throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            List<Path> folders =
                    files.filter(file -> file.getFileName().toString().startsWith("digi-"))
                            .filter(file -> !file.endsWith(GENERATED))
                            .map(file -> file.resolve("target").resolve(folder))
                            .filter(Files::isDirectory)
                            .sorted()
                            .toList();
            return new ClassFileImporter().importPaths(folders);
        }
    }
}
