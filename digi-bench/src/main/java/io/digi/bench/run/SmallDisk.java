package io.digi.bench.run;

import io.digi.bench.report.BenchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file system in memory (Linux, root only), unmounted at the end.
final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    static SmallDisk mount(Path folder, int sizeMb) throws IOException {
        Files.createDirectories(folder);
        run("mount", "-t", "tmpfs", "-o", "size=" + sizeMb + "m", "digi-bench", folder.toString());
        return new SmallDisk(folder);
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        run("umount", folder.toString());
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // Its output ended, and so does the process: there is nothing to interrupt.
        if (process.onExit().join().exitValue() != 0) {
            throw new BenchException(
                    "`%s` failed, which only root may do: %s"
                            .formatted(String.join(" ", command), output.strip()));
        }
    }
}
