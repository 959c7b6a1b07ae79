package io.digi.bench.launch;

import io.digi.bench.contender.ContenderMain;
import io.digi.bench.contender.ContenderSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How to start a process that measures an index.
///
/// @param name what it is called until it prints a name itself
/// @param variables that are added to its environment
public record ContenderCommand(String name, List<String> words, Map<String, String> variables) {
    private static final int HEAP_PERCENT = 60;

    public ContenderCommand {
        words = List.copyOf(words);
        variables = Map.copyOf(variables);
    }

    /// One of our own: a JVM with the vector module.
    public static ContenderCommand own(
            String engine, ContenderSettings settings, long memoryLimitBytes) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("-Xmx" + memoryLimitBytes / 100 * HEAP_PERCENT / 1024 + "k");
        words.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-cp",
                        ContenderClassPath.text(),
                        ContenderMain.class.getName(),
                        engine));
        words.addAll(settings.words());
        return new ContenderCommand(engine, words, Map.of());
    }

    /// A foreign program: a command for the shell, which gets the folder of the data as its last
    /// argument, and all settings as variables.
    public static ContenderCommand foreign(String command, ContenderSettings settings) {
        return new ContenderCommand(
                command,
                List.of("sh", "-c", command + " \"$0\"", settings.data().toString()),
                settings.variables());
    }
}
