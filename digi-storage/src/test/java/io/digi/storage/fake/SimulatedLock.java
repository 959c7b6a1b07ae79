package io.digi.storage.fake;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.file.DirectoryLock;
import io.digi.storage.file.LockHolder;
import java.nio.file.Path;
import java.util.Optional;

/// The ownership of a simulated disk; a crash ends it.
final class SimulatedLock implements DirectoryLock {
    private final SimulatedDisk disk;
    private final LockHolder holder;
    private boolean closed;

    private SimulatedLock(SimulatedDisk disk, LockHolder holder) {
        this.disk = disk;
        this.holder = holder;
    }

    static SimulatedLock acquire(SimulatedDisk disk, Path root, LockHolder holder) {
        synchronized (disk) {
            Optional<LockHolder> owner = disk.owner();
            if (owner.isPresent()) {
                throw new DigiException(
                        new Problem.DirectoryInUse(root.toString(), owner.get().toString()));
            }
            disk.owner(Optional.of(holder));
            return new SimulatedLock(disk, holder);
        }
    }

    @Override
    public LockHolder holder() {
        return holder;
    }

    @Override
    public void close() {
        synchronized (disk) {
            if (!closed) {
                closed = true;
                disk.owner(Optional.empty());
            }
        }
    }
}
