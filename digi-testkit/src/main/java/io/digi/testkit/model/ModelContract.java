package io.digi.testkit.model;

import io.digi.model.engine.VectorEngine;
import io.digi.testkit.generator.Seeds;
import io.digi.testkit.reference.ReferenceEngine;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Random operations on an engine have the answers that the reference engine gives, also when the
/// engine is reopened in between. A subclass opens the engine.
public abstract class ModelContract {
    private static final int USUAL_OPERATIONS = 3_000;

    protected ModelContract() {}

    /// Opens an engine without collections.
    protected abstract VectorEngine open() throws Exception;

    /// Closes the engine and opens it again with all it holds. One that holds nothing beyond its
    /// closing stays as it is.
    protected abstract VectorEngine reopen(VectorEngine engine);

    /// How many operations a run takes, before the effort asked for.
    protected int usualOperations() {
        return USUAL_OPERATIONS;
    }

    @Test
    void randomOperationsHaveTheAnswersOfTheReference() throws Exception {
        long seed = Seeds.seed(getClass().getSimpleName());
        AtomicReference<VectorEngine> current = new AtomicReference<>(open());
        try (ReferenceEngine reference = new ReferenceEngine()) {
            new ModelRun(seed, current.get(), reference, () -> current.updateAndGet(this::reopen))
                    .run(Seeds.times(usualOperations()));
        } finally {
            current.get().close();
        }
    }
}
