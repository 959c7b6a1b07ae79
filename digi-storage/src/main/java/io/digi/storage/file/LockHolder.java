package io.digi.storage.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who owns a directory.
public record LockHolder(long pid, String host, Instant started) {
    private static final String MAGIC = "digi-lock";

    /// The process that runs this.
    public static LockHolder current() {
        ProcessHandle self = ProcessHandle.current();
        return new LockHolder(
                self.pid(), hostName(), self.info().startInstant().orElse(Instant.EPOCH));
    }

    /// As in the file `LOCK`.
    String text() {
        return "%s%npid %d%nhost %s%nstarted %s%n"
                .formatted(MAGIC, pid, host, started)
                .replace("\r\n", "\n");
    }

    /// Absent if the text is not one of ours, or is only half written.
    static Optional<LockHolder> parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() != 4
                || !lines.get(0).equals(MAGIC)
                || !lines.get(1).matches("pid \\d{1,18}")
                || !lines.get(2).startsWith("host ")
                || !lines.get(3).matches("started [0-9T:.+-]+Z")) {
            return Optional.empty();
        }
        return Optional.of(
                new LockHolder(
                        Long.parseLong(lines.get(1).substring("pid ".length())),
                        lines.get(2).substring("host ".length()),
                        Instant.parse(lines.get(3).substring("started ".length()))));
    }

    @Override
    public String toString() {
        return "process %d on %s, started %s".formatted(pid, host, started);
    }

    /// Asks no name service: the name only has to mean something to a reader.
    private static String hostName() {
        String variable = System.getenv("HOSTNAME");
        if (variable != null && !variable.isBlank()) {
            return variable.strip();
        }
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "this machine";
        }
    }
}
