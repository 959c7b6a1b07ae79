package io.digi.storage.fake;

import io.digi.storage.file.FileStore;
import io.digi.storage.file.FileStoreContract;

final class SimulatedFilesTest extends FileStoreContract {
    private final SimulatedDisk disk = new SimulatedDisk(FaultPlan.none());

    @Override
    protected FileStore open() {
        return disk.open(BUDGET, HOLDER);
    }
}
