package io.digi.storage.fake;

import io.digi.storage.kv.KvStore;
import io.digi.storage.kv.KvStoreContract;

final class SimulatedKvStoreTest extends KvStoreContract {
    private final SimulatedKv kv = new SimulatedKv(FaultPlan.none());

    @Override
    protected KvStore open() {
        return kv.open(FAMILIES);
    }
}
