package io.digi;

import io.digi.engine.embedded.EmbeddedEngine;
import io.digi.engine.embedded.EngineSettings;
import io.digi.engine.embedded.LocalStorage;
import io.digi.model.engine.VectorEngine;
import java.nio.file.Path;

/// The door to Digi as a library: a vector database in a directory, inside this process.
public final class Digi {
    private Digi() {}

    /// Opens the directory, which is created if it is not there, for this process alone.
    ///
    /// Throws [io.digi.model.error.DigiException] with the problem
    /// [io.digi.model.error.Problem.DirectoryInUse] if another process (or engine) has it open, or
    /// [io.digi.model.error.Problem.NewerFormat] if a later version of Digi wrote it.
    public static VectorEngine open(Path directory) {
        return open(directory, EngineSettings.defaults());
    }

    public static VectorEngine open(Path directory, EngineSettings settings) {
        return EmbeddedEngine.open(LocalStorage.in(directory, settings), settings);
    }

    /// The same with snapshots in a directory of their own instead of the folder `snapshots` in
    /// `directory`.
    public static VectorEngine open(
            Path directory, Path snapshotDirectory, EngineSettings settings) {
        return EmbeddedEngine.open(
                LocalStorage.in(directory, snapshotDirectory, settings), settings);
    }
}
