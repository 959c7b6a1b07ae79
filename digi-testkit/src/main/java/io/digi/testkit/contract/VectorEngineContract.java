package io.digi.testkit.contract;

import io.digi.model.engine.VectorEngine;
import io.digi.model.id.CollectionName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/// Everything that a [VectorEngine] promises, as tests. A subclass says how to open one; it is
/// opened once for all tests, each of which makes collections of its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class VectorEngineContract
        implements CatalogContract,
                AliasContract,
                WriteContract,
                OperationContract,
                PayloadContract,
                QueryContract,
                QuantizationContract,
                ExplainContract,
                ScrollContract,
                FilterContract,
                TenantContract,
                TenantWriteContract,
                SnapshotContract,
                ConcurrencyContract {
    private VectorEngine engine;
    private int collectionCount;

    protected VectorEngineContract() {}

    /// Opens an engine without collections.
    protected abstract VectorEngine open() throws Exception;

    @BeforeAll
    void openEngine() throws Exception {
        engine = open();
    }

    @AfterAll
    void closeEngine() {
        engine.close();
    }

    @Override
    public final VectorEngine engine() {
        return engine;
    }

    @Override
    public final CollectionName freshName() {
        return new CollectionName("contract-" + ++collectionCount);
    }
}
