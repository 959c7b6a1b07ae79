package io.digi.engine.embedded;

import io.digi.Digi;
import io.digi.model.engine.VectorEngine;
import io.digi.testkit.model.ModelContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The embedded engine answers random operations as the reference engine does, also after it was
/// opened again. Extents are small and checkpoints frequent, so that rows move through all their
/// places.
class EmbeddedEngineModelTest extends ModelContract {
    private static final EngineSettings SETTINGS =
            EngineSettings.withMemory(128L << 20)
                    .withExtents(/* extentBytes= */ 2_048, /* drainBytes= */ 512)
                    .withCheckpoints(/* pointsMin= */ 3, /* changesMax= */ 10)
                    .withIndexing(
                            new IndexingSettings(
                                    /* threads= */ 2,
                                    /* tailMin= */ 3,
                                    /* tailMax= */ 100_000,
                                    /* batchCount= */ 5,
                                    /* unsavedMin= */ 10,
                                    /* ownMin= */ 12));

    @TempDir private Path directory;

    @Override
    protected VectorEngine open() {
        return Digi.open(directory, SETTINGS);
    }

    @Override
    protected VectorEngine reopen(VectorEngine engine) {
        engine.close();
        return open();
    }
}
