package io.digi.storage.file;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Reads a file of the local disk. Java closes a channel under an interrupted thread, for all its
/// users: the interrupted one is told that it was cancelled, the others go on with a new channel.
final class LocalFile implements StoredFile {
    private static final int ATTEMPTS_MAX = 8;

    /// Java reads into native memory, which it keeps for the thread, and copies to the heap.
    private static final int WINDOW_BYTES = 1 << 20;

    private final Path file;
    private final Path absolute;
    private final FileErrors errors;
    private final Runnable onClose;
    private FileChannel channel;
    private boolean closed;

    LocalFile(Path file, Path absolute, FileChannel channel, FileErrors errors, Runnable onClose) {
        this.file = file;
        this.absolute = absolute;
        this.channel = channel;
        this.errors = errors;
        this.onClose = onClose;
    }

    /// A use of the channel that can be repeated.
    private interface Use<T> {
        T of(FileChannel channel) throws IOException;
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public long size() {
        return repeated(FileChannel::size);
    }

    @Override
    public void read(long offset, ByteBuffer target) {
        int start = target.position();
        long missing =
                repeated(open -> {
                    target.position(start);
                    return readFully(open, offset, target);
                });
        if (missing > 0) {
            long end = offset + (target.position() - start);
            throw FileErrors.truncated(file, end, end + missing);
        }
    }

    /// Returns how many bytes the file lacks.
    private static long readFully(FileChannel channel, long offset, ByteBuffer target)
            throws IOException {
        long at = offset;
        while (target.hasRemaining()) {
            int size = Math.min(target.remaining(), WINDOW_BYTES);
            int read = channel.read(target.slice(target.position(), size), at);
            if (read <= 0) {
                break;
            }
            target.position(target.position() + read);
            at += read;
        }
        return target.remaining();
    }

    private <T> T repeated(Use<T> use) {
        for (int attempt = 1; ; attempt++) {
            try {
                return use.of(channel());
            } catch (ClosedByInterruptException e) {
                throw new DigiException(new Problem.Cancelled("read of " + file), e);
            } catch (ClosedChannelException e) {
                if (attempt == ATTEMPTS_MAX) {
                    throw errors.failed("read", file, e);
                }
            } catch (IOException e) {
                throw errors.failed("read", file, e);
            }
        }
    }

    private synchronized FileChannel channel() throws IOException {
        if (closed) {
            throw FileErrors.misused(file, "was read after it was closed");
        }
        if (!channel.isOpen()) {
            channel = FileChannel.open(absolute, StandardOpenOption.READ);
        }
        return channel;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        onClose.run();
        try {
            channel.close();
        } catch (IOException e) {
            throw errors.failed("close", file, e);
        }
    }
}
