package io.digi.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/// What a process takes of its machine, as Linux tells it in `/proc`.
public final class ProcessUse {
    private static final long KIB = 1024;

    private final long pid;
    private final Path folder;

    public ProcessUse(long pid) {
        this.pid = pid;
        folder = Path.of("/proc", Long.toString(pid));
    }

    public long residentBytes() throws IOException {
        return kibibytes("VmRSS:") * KIB;
    }

    /// The most that was ever resident.
    public long residentBytesMax() throws IOException {
        return kibibytes("VmHWM:") * KIB;
    }

    /// The part of the resident memory that is no file's: a mapped file's pages go when they are
    /// needed elsewhere.
    public long anonymousBytes() throws IOException {
        return kibibytes("RssAnon:") * KIB;
    }

    /// Processor time so far, of all threads together; nothing once the process has ended.
    public Duration processorTime() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /// Descriptors, and how many of them are files of a folder.
    public long openFiles(Path below) throws IOException {
        try (Stream<Path> descriptors = Files.list(folder.resolve("fd"))) {
            return descriptors.filter(file -> leadsBelow(file, below)).count();
        }
    }

    public long openDescriptors() throws IOException {
        return openFiles(Path.of("/"));
    }

    private static boolean leadsBelow(Path descriptor, Path folder) {
        try {
            return folder.getParent() == null
                    || Files.readSymbolicLink(descriptor).startsWith(folder);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private long kibibytes(String name) throws IOException {
        for (String line : Files.readAllLines(folder.resolve("status"))) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no " + name + " in " + folder + "/status");
    }
}
