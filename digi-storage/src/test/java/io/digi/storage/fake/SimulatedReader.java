package io.digi.storage.fake;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.file.StoredFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// Reads a file of a simulated disk.
final class SimulatedReader implements StoredFile {
    private final SimulatedFiles files;
    private final Path file;
    private final SimulatedInode inode;
    private boolean closed;

    SimulatedReader(SimulatedFiles files, Path file, SimulatedInode inode) {
        this.files = files;
        this.file = file;
        this.inode = inode;
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public long size() {
        synchronized (files.disk()) {
            requireOpen();
            return inode.size();
        }
    }

    @Override
    public void read(long offset, ByteBuffer target) {
        synchronized (files.disk()) {
            requireOpen();
            files.plan().read(file.toString());
            byte[] bytes = new byte[target.remaining()];
            if (offset + bytes.length > inode.size()) {
                throw new DigiException(
                        new Problem.Corrupt(
                                file.toString(),
                                inode.size(),
                                "expected at least %d bytes".formatted(offset + bytes.length)));
            }
            inode.read(offset, bytes, bytes.length);
            target.put(bytes);
        }
    }

    @Override
    public void close() {
        synchronized (files.disk()) {
            if (!closed) {
                closed = true;
                files.budget().stopReading();
            }
        }
    }

    private void requireOpen() {
        files.plan().requirePower();
        if (closed) {
            throw new DigiException(new Problem.Internal(file + " was read after close"));
        }
    }
}
