package io.digi.stack.powercut;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A directory with the library around the processes that change it.
final class Disk {
    private static final Path BUILT = Path.of("target", "powercut").toAbsolutePath();

    private static final Path STEPS = BUILT.resolve("steps");

    private static @Nullable PowerCutLibrary built;

    private final PowerCutLibrary library;
    final Path directory;
    final Path journal;

    Disk(Path folder) throws IOException, InterruptedException {
        library = library();
        directory = Files.createDirectory(folder.resolve("watched"));
        journal = Files.createDirectory(folder.resolve("journal"));
    }

    /// Compiles once per JVM.
    private static synchronized PowerCutLibrary library() throws IOException, InterruptedException {
        PowerCutLibrary library = built;
        if (library == null) {
            library = PowerCutLibrary.build(BUILT);
            String source = Path.of("src", "test", "c", "steps.c").toString();
            List<String> command = List.of("cc", "-O1", "-o", STEPS.toString(), source);
            end(new ProcessBuilder(command).redirectErrorStream(true).start(), command);
            built = library;
        }
        return library;
    }

    /// Runs steps whose results are all on the disk. Returns what failed, by line.
    List<String> before(String... steps) throws IOException, InterruptedException {
        return run(command(steps), false, directory);
    }

    /// Runs steps under the library; then the process is dead. Returns what failed, by line.
    List<String> run(String... steps) throws IOException, InterruptedException {
        return run(command(steps), true, directory);
    }

    PowerCut cut() throws IOException {
        return cut(new Loss.Everything());
    }

    PowerCut cut(Loss loss) throws IOException {
        return PowerCut.apply(directory, journal, loss);
    }

    /// The content of each file, and a slash for each directory, by relative path.
    SortedMap<String, String> content() throws IOException {
        SortedMap<String, String> content = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.filter(path -> !path.equals(directory)).toList()) {
                String text =
                        Files.isDirectory(path)
                                ? "/"
                                : Files.readString(path, StandardCharsets.ISO_8859_1);
                content.put(directory.relativize(path).toString(), text);
            }
        }
        return content;
    }

    /// Puts the library around the process that a builder is going to start.
    ProcessBuilder watch(ProcessBuilder builder) {
        builder.environment().putAll(library.environment(directory, journal));
        return builder;
    }

    /// A JVM that runs a class of these tests.
    static ProcessBuilder java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(STEPS.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private List<String> run(List<String> command, boolean watched, Path folder)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        return end((watched ? watch(builder) : builder).start(), command);
    }

    private static List<String> end(Process process, List<String> command)
            throws IOException, InterruptedException {
        byte[] output = process.getInputStream().readAllBytes();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("did not end: " + command);
        }
        return new String(output, StandardCharsets.UTF_8).lines().toList();
    }
}
