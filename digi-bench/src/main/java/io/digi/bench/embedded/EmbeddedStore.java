package io.digi.bench.embedded;

import io.digi.Digi;
import io.digi.bench.report.BenchException;
import io.digi.engine.embedded.EngineSettings;
import io.digi.engine.verify.Progress;
import io.digi.engine.verify.Repair;
import io.digi.engine.verify.RepairOptions;
import io.digi.engine.verify.RepairReport;
import io.digi.model.engine.VectorEngine;
import java.nio.file.Path;
import java.util.Map;

/// An engine on a directory, which can be closed and opened again. For one thread; the engine
/// itself is for all.
public final class EmbeddedStore implements AutoCloseable {
    private static final double BYTES_PER_MB = 1e6;

    private final Path directory;
    private final EngineSettings settings;
    private VectorEngine engine;

    private EmbeddedStore(Path directory, EngineSettings settings) {
        this.directory = directory;
        this.settings = settings;
        this.engine = Digi.open(directory, settings);
    }

    /// Opens a directory.
    ///
    /// @param memoryLimitBytes for everything outside the Java heap
    public static EmbeddedStore open(Path directory, long memoryLimitBytes) {
        return new EmbeddedStore(directory, EngineSettings.withMemory(memoryLimitBytes));
    }

    public VectorEngine engine() {
        return engine;
    }

    /// As a program does that ends well and starts again.
    public void restart() {
        engine.close();
        engine = Digi.open(directory, settings);
    }

    /// Mends the closed directory. Throws if damage is left, as there must be none.
    public void repair() throws BenchException {
        engine.close();
        RepairReport report =
                Repair.of(directory, settings, RepairOptions.LOSE_NOTHING, Progress.NONE);
        if (!report.after().isClean()) {
            throw new BenchException(directory + " has damage that `digi verify` tells of");
        }
        engine = Digi.open(directory, settings);
    }

    /// Memory in use for a purpose, in 10⁶ bytes.
    public double megabytes(String purpose) {
        Map<String, Long> memory = engine.status().memoryBytes();
        return memory.getOrDefault(purpose, 0L) / BYTES_PER_MB;
    }

    @Override
    public void close() {
        engine.close();
    }
}
