package io.digi.stack.powercut;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The preloaded library, compiled for this machine.
///
/// @param file the shared object
public record PowerCutLibrary(Path file) {
    private static final String SOURCE = "powercut.c";
    private static final int COMPILE_SECONDS_MAX = 60;

    /// Compiles the library into a folder, with the C compiler `cc`.
    public static PowerCutLibrary build(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path source = folder.resolve(SOURCE).toAbsolutePath();
        Path library = folder.resolve("libpowercut.so").toAbsolutePath();
        try (InputStream bytes = PowerCutLibrary.class.getResourceAsStream(SOURCE)) {
            if (bytes == null) {
                throw new PowerCutException(SOURCE + " is missing from this program");
            }
            Files.copy(bytes, source, StandardCopyOption.REPLACE_EXISTING);
        }
        Path messages = folder.resolve("cc.log");
        Process compiler = start(command(source, library), messages);
        if (!compiler.waitFor(COMPILE_SECONDS_MAX, TimeUnit.SECONDS)) {
            compiler.destroyForcibly();
            throw new PowerCutException("cc did not end within " + COMPILE_SECONDS_MAX + " s");
        }
        if (compiler.exitValue() != 0) {
            throw new PowerCutException("cc failed on " + SOURCE + ":\n" + tail(messages));
        }
        return new PowerCutLibrary(library);
    }

    private static Process start(List<String> command, Path messages) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(messages.toFile())
                    .start();
        } catch (IOException missing) {
            throw new PowerCutException(
                    "expected the C compiler cc with the headers of a 64-bit Linux, to build "
                            + SOURCE
                            + ": install gcc and libc6-dev ("
                            + missing.getMessage()
                            + ")");
        }
    }

    private static List<String> command(Path source, Path library) {
        return List.of(
                "cc",
                "-std=c11",
                "-O2",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-fPIC",
                "-shared",
                "-pthread",
                "-o",
                library.toString(),
                source.toString(),
                "-ldl");
    }

    private static String tail(Path messages) throws IOException {
        String text = Files.readString(messages);
        return text.substring(Math.max(0, text.length() - 4000));
    }

    /// The variables that put the library around a process. `directory` is what it watches;
    /// `journal` is an empty folder outside of it, on the same file system. Both must exist.
    public Map<String, String> environment(Path directory, Path journal) {
        return Map.of(
                "LD_PRELOAD", file.toString(),
                "POWERCUT_DIR", directory.toAbsolutePath().toString(),
                "POWERCUT_JOURNAL", journal.toAbsolutePath().toString());
    }
}
