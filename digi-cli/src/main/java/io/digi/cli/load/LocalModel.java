package io.digi.cli.load;

import io.digi.inference.SentenceEmbedder;
import io.digi.model.inference.Embedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The sentence model that comes with Digi, loaded by way of the folder for temporary files.
public final class LocalModel {
    private LocalModel() {}

    /// Loads it for all processors. The caller closes it.
    public static Embedder load() throws IOException {
        Path scratch = Files.createTempDirectory("digi-model-");
        try {
            return SentenceEmbedder.load(Runtime.getRuntime().availableProcessors(), scratch);
        } finally {
            Files.deleteIfExists(scratch);
        }
    }
}
