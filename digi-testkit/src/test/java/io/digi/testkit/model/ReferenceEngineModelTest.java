package io.digi.testkit.model;

import io.digi.model.engine.VectorEngine;
import io.digi.testkit.reference.ReferenceEngine;

/// The driver itself: the reference engine has its own answers.
class ReferenceEngineModelTest extends ModelContract {
    @Override
    protected VectorEngine open() {
        return new ReferenceEngine();
    }

    @Override
    protected VectorEngine reopen(VectorEngine engine) {
        return engine;
    }
}
