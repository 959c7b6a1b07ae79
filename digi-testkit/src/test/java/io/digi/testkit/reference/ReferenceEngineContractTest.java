package io.digi.testkit.reference;

import io.digi.model.engine.VectorEngine;
import io.digi.testkit.contract.VectorEngineContract;

/// The reference engine keeps its own contract.
class ReferenceEngineContractTest extends VectorEngineContract {
    @Override
    protected VectorEngine open() {
        return new ReferenceEngine();
    }
}
