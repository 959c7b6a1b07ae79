package io.digi.engine.embedded;

import io.digi.Digi;
import io.digi.model.engine.VectorEngine;
import io.digi.testkit.contract.VectorEngineContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The embedded engine keeps the contract of engines.
class EmbeddedEngineContractTest extends VectorEngineContract {
    @TempDir private static Path directory;

    @Override
    protected VectorEngine open() {
        return Digi.open(directory, EngineSettings.withMemory(128L << 20));
    }
}
