package io.digi.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// ONNX Runtime, started so that its library does not stay on disk.
///
/// Left alone, it unpacks the library, 16 MB, to where temporary files are, and a killed process
/// leaves it there. Here the library is unpacked, loaded and deleted at once: once loaded it needs
/// no name. What the runtime still makes is an empty temporary directory, which it deletes at an
/// orderly end of the process.
///
/// A process starts the runtime once. If the system property `onnxruntime.native.path` names a
/// directory that holds the library already, it is loaded from there and nothing is unpacked.
final class NativeRuntime {
    private static final String PATH_PROPERTY = "onnxruntime.native.path";
    private static final List<String> LIBRARIES = List.of("onnxruntime", "onnxruntime4j_jni");

    /// Guarded by this class.
    private static boolean started;

    private NativeRuntime() {}

    /// Returns the one runtime of this process, with its telemetry off. `scratch` is an existing
    /// directory whose files may be executed.
    ///
    /// Throws [LinkageError] if the library does not fit the machine or is not allowed to run.
    static synchronized OrtEnvironment start(Path scratch) throws IOException, OrtException {
        Optional<String> platform = platform();
        if (started || platform.isEmpty() || System.getProperty(PATH_PROPERTY) != null) {
            return environment();
        }
        Path directory = Files.createTempDirectory(scratch, "onnxruntime-");
        System.setProperty(PATH_PROPERTY, directory.toString());
        try {
            for (String library : LIBRARIES) {
                unpack(platform.get(), System.mapLibraryName(library), directory);
            }
            return environment();
        } finally {
            System.clearProperty(PATH_PROPERTY);
            for (String library : LIBRARIES) {
                Files.deleteIfExists(directory.resolve(System.mapLibraryName(library)));
            }
            Files.delete(directory);
        }
    }

    private static OrtEnvironment environment() throws OrtException {
        OrtEnvironment runtime =
                OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        runtime.setTelemetry(false);
        started = true;
        return runtime;
    }

    /// How the runtime's jar calls this machine, if it is one where a loaded library may be
    /// deleted.
    private static Optional<String> platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        Optional<String> processor =
                switch (System.getProperty("os.arch")) {
                    case "amd64", "x86_64" -> Optional.of("x64");
                    case "aarch64" -> Optional.of("aarch64");
                    default -> Optional.empty();
                };
        if (system.startsWith("linux")) {
            return processor.map(name -> "linux-" + name);
        }
        return system.startsWith("mac") ? processor.map(name -> "osx-" + name) : Optional.empty();
    }

    private static void unpack(String platform, String file, Path directory) throws IOException {
        String resource = "/ai/onnxruntime/native/" + platform + "/" + file;
        try (InputStream in = OrtEnvironment.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException("no resource " + resource + " on the class path");
            }
            Files.copy(in, directory.resolve(file));
        }
    }
}
