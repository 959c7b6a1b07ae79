package io.digi.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;

/// A channel that takes a limited number of bytes per write, and fails when told.
final class FaultyChannel extends FileChannel {
    private final byte[] written = new byte[1000];
    private int size;
    int bytesPerWrite = Integer.MAX_VALUE;
    Optional<IOException> writeFailure = Optional.empty();
    Optional<IOException> forceFailure = Optional.empty();
    int forces;

    String content() {
        return new String(written, 0, size, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        int count = Math.min(source.remaining(), bytesPerWrite);
        source.get(written, (int) position, count);
        size = Math.max(size, (int) position + count);
        if (writeFailure.isPresent()) {
            throw writeFailure.get();
        }
        return count;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        forces++;
        if (forceFailure.isPresent()) {
            throw forceFailure.get();
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    protected void implCloseChannel() {
        // Nothing is open.
    }

    @Override
    public int read(ByteBuffer target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long position() {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel position(long newPosition) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel truncate(long newSize) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int read(ByteBuffer target, long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long mappedSize) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long lockedSize, boolean shared) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock tryLock(long position, long lockedSize, boolean shared) {
        throw new UnsupportedOperationException();
    }
}
