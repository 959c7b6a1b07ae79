package io.digi.storage.file;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// Appends to a file of the local disk.
final class LocalAppender implements FileAppender {
    /// How often in a row the channel may take nothing before the write counts as failed.
    private static final int EMPTY_WRITES_MAX = 16;

    private static final int WINDOW_BYTES = 1 << 20;

    /// What the store does for an appender.
    interface Owner {
        void forceParent(Path file);

        void failed(Path file);

        void closed(Path file);
    }

    private final Path file;
    private final FileChannel channel;
    private final FileErrors errors;
    private final Owner owner;
    private long position;
    private volatile long forcedSize;
    private boolean named;
    private boolean failed;
    private boolean closed;

    /// @param named whether the file's name is durable already
    LocalAppender(
            Path file,
            FileChannel channel,
            long position,
            boolean named,
            FileErrors errors,
            Owner owner) {
        this.file = file;
        this.channel = channel;
        this.position = position;
        this.named = named;
        this.errors = errors;
        this.owner = owner;
        forcedSize = named ? position : 0;
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public long forcedSize() {
        return forcedSize;
    }

    @Override
    public void write(ByteBuffer bytes) {
        requireUsable();
        int size = bytes.remaining();
        try {
            writeFully(bytes);
        } catch (IOException e) {
            fail();
            throw errors.failed("write", file, size, e);
        }
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        int emptyWrites = 0;
        while (bytes.hasRemaining()) {
            int written = channel.write(window(bytes), position);
            bytes.position(bytes.position() + written);
            position += written;
            emptyWrites = written == 0 ? emptyWrites + 1 : 0;
            if (emptyWrites == EMPTY_WRITES_MAX) {
                throw new IOException(
                        "%d bytes were not taken at offset %d"
                                .formatted(bytes.remaining(), position));
            }
        }
    }

    /// Java copies what lies on the heap into native memory, which it keeps for the thread.
    private static ByteBuffer window(ByteBuffer bytes) {
        return bytes.slice(bytes.position(), Math.min(bytes.remaining(), WINDOW_BYTES));
    }

    @Override
    public void force() {
        requireUsable();
        try {
            channel.force(false);
        } catch (IOException e) {
            fail();
            throw errors.failed("sync", file, e);
        }
        if (!named) {
            try {
                owner.forceParent(file);
            } catch (DigiException e) {
                fail();
                throw e;
            }
            named = true;
        }
        forcedSize = position;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        owner.closed(file);
        try {
            channel.close();
        } catch (IOException e) {
            throw errors.failed("close", file, e);
        }
    }

    private void fail() {
        failed = true;
        owner.failed(file);
    }

    private void requireUsable() {
        if (closed) {
            throw FileErrors.misused(file, "was written to after it was closed");
        }
        if (failed) {
            throw new DigiException(
                    new Problem.MediumFailed(
                            file.toString(), "write", "an earlier write or sync of it failed"));
        }
    }
}
