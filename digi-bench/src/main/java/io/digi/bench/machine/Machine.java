package io.digi.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What a benchmark runs on, in words.
public final class Machine {
    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Path LOAD = Path.of("/proc/loadavg");

    private Machine() {}

    /// Processor, memory, system and Java.
    public static String text() {
        return String.format(
                Locale.ROOT,
                "%s, %d processors, %s of memory, %s %s, Java %s",
                field(PROCESSOR, "model name"),
                Runtime.getRuntime().availableProcessors(),
                field(MEMORY, "MemTotal"),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.version());
    }

    /// How many threads wanted a processor in the last 1, 5 and 15 minutes: well above the number
    /// of processors, and every figure is too low.
    public static String load() {
        try {
            return String.join(" ", List.of(Files.readString(LOAD).split(" ")).subList(0, 3));
        } catch (IOException notLinux) {
            return "unknown";
        }
    }

    private static String field(Path file, String name) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException notLinux) {
            return "unknown";
        }
    }
}
