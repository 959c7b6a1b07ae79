package io.digi.server.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What Linux tells about this process; empty on other systems.
final class LinuxProcess {
    private static final Path PROC = Path.of("/proc/self");
    private static final String RESIDENT = "VmRSS:";
    private static final int KIB = 1 << 10;

    // Places in /proc/self/stat after the name of the program, which may hold anything.
    private static final int MINOR_FAULTS = 7;
    private static final int MAJOR_FAULTS = 9;

    private LinuxProcess() {}

    static OptionalLong residentBytes() {
        return lines("status").stream()
                .flatMap(text -> text.lines())
                .filter(line -> line.startsWith(RESIDENT))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
                .findFirst();
    }

    static OptionalLong minorFaults() {
        return stat(MINOR_FAULTS);
    }

    static OptionalLong majorFaults() {
        return stat(MAJOR_FAULTS);
    }

    static OptionalLong openMappings() {
        try (Stream<String> mappings = Files.lines(PROC.resolve("maps"))) {
            return OptionalLong.of(mappings.count());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    static OptionalLong mappingsMax() {
        return lines("/proc/sys/vm/max_map_count").stream()
                .mapToLong(text -> Long.parseLong(text.trim()))
                .findFirst();
    }

    private static OptionalLong stat(int place) {
        return lines("stat").stream()
                .map(text -> text.substring(text.lastIndexOf(')') + 2).split(" ", -1))
                .mapToLong(fields -> Long.parseLong(fields[place]))
                .findFirst();
    }

    private static Optional<String> lines(String file) {
        try {
            return Optional.of(Files.readString(PROC.resolve(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
