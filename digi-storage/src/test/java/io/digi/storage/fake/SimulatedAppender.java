package io.digi.storage.fake;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.file.FileAppender;
import io.digi.storage.file.FilePaths;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/// Appends to a file of a simulated disk.
final class SimulatedAppender implements FileAppender {
    private final SimulatedFiles files;
    private final SimulatedDisk disk;
    private final FaultPlan plan;
    private final Path file;
    private final SimulatedInode inode;
    private boolean named;
    private long forcedSize;
    private boolean failed;
    private boolean closed;

    SimulatedAppender(SimulatedFiles files, Path file, SimulatedInode inode, boolean named) {
        this.files = files;
        this.disk = files.disk();
        this.plan = files.plan();
        this.file = file;
        this.inode = inode;
        this.named = named;
    }

    void cutBehind(int size) {
        Optional<FaultPlan.Fault> fault = plan.step(FaultPlan.Step.WRITE);
        if (fault.isEmpty() || fault.get() == FaultPlan.Fault.POWER_CUT) {
            inode.cutBehind(size);
        }
        fault.ifPresent(this::fail);
        plan.step(FaultPlan.Step.SYNC).ifPresent(this::fail);
        inode.force();
        forcedSize = size;
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public long position() {
        synchronized (disk) {
            return inode.size();
        }
    }

    @Override
    public long forcedSize() {
        synchronized (disk) {
            return forcedSize;
        }
    }

    @Override
    public void write(ByteBuffer bytes) {
        synchronized (disk) {
            requireUsable();
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            Optional<FaultPlan.Fault> fault = plan.step(FaultPlan.Step.WRITE);
            if (fault.isEmpty() && copy.length > disk.usableBytes()) {
                fault = Optional.of(FaultPlan.Fault.NO_SPACE);
            }
            boolean none = fault.filter(f -> f == FaultPlan.Fault.IO_ERROR).isPresent();
            inode.append(copy, none ? 0 : fault.isPresent() ? copy.length / 2 : copy.length);
            fault.ifPresent(this::fail);
        }
    }

    @Override
    public void force() {
        synchronized (disk) {
            requireUsable();
            plan.step(FaultPlan.Step.SYNC).ifPresent(this::fail);
            inode.force();
            if (!named) {
                forceName();
            }
            forcedSize = inode.size();
        }
    }

    private void forceName() {
        try {
            files.forceDirectory(FilePaths.parent(file));
            named = true;
        } catch (DigiException e) {
            failed = true;
            files.budget().failed(file);
            throw e;
        }
    }

    @Override
    public void close() {
        synchronized (disk) {
            if (!closed) {
                closed = true;
                files.budget().stopAppending(file);
            }
        }
    }

    private void fail(FaultPlan.Fault fault) {
        failed = true;
        files.budget().failed(file);
        throw plan.failure(fault, "write or sync", file.toString());
    }

    private void requireUsable() {
        plan.requirePower();
        if (closed) {
            throw new DigiException(new Problem.Internal(file + " was written to after close"));
        }
        if (failed) {
            throw new DigiException(
                    new Problem.MediumFailed(file.toString(), "write", "an earlier write failed"));
        }
    }
}
