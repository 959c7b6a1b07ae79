package io.digi.storage.file;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// The operating system's lock on a directory of the local disk.
final class LocalLock implements DirectoryLock {
    /// The directories that this process owns. Asked before the file is touched: a second channel
    /// to it would drop the process's own lock on closing.
    private static final Map<Path, LockHolder> OWNED = new ConcurrentHashMap<>();

    private static final long LOCKED_BYTE = 1L << 62;
    private static final int TEXT_BYTES_MAX = 4096;

    private final Path directory;
    private final FileChannel channel;
    private final LockHolder holder;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalLock(Path directory, FileChannel channel, LockHolder holder) {
        this.directory = directory;
        this.channel = channel;
        this.holder = holder;
    }

    static LocalLock acquire(Path root, LockHolder holder) throws IOException {
        Path directory = root.toRealPath();
        LockHolder owner = OWNED.putIfAbsent(directory, holder);
        if (owner != null) {
            throw inUse(root, owner + " (this one)");
        }
        boolean acquired = false;
        try {
            LocalLock lock = new LocalLock(directory, lockedChannel(root, holder), holder);
            acquired = true;
            return lock;
        } finally {
            if (!acquired) {
                OWNED.remove(directory);
            }
        }
    }

    private static FileChannel lockedChannel(Path root, LockHolder holder) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        root.resolve("LOCK"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, /* shared= */ false);
            if (lock == null) {
                throw inUse(root, describe(root.resolve("LOCK")));
            }
            write(channel, holder);
            locked = true;
            return channel;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    private static void write(FileChannel channel, LockHolder holder) throws IOException {
        channel.truncate(0);
        ByteBuffer text = ByteBuffer.wrap(holder.text().getBytes(StandardCharsets.UTF_8));
        while (text.hasRemaining()) {
            channel.write(text, text.position());
        }
    }

    /// Who the file says has the lock that we did not get.
    private static String describe(Path file) throws IOException {
        if (Files.size(file) > TEXT_BYTES_MAX) {
            return "another process";
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return LockHolder.parse(text).map(LockHolder::toString).orElse("another process");
    }

    private static DigiException inUse(Path root, String owner) {
        return new DigiException(new Problem.DirectoryInUse(root.toString(), owner));
    }

    @Override
    public LockHolder holder() {
        return holder;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new DigiException(
                    new Problem.MediumFailed(
                            directory.resolve("LOCK").toString(),
                            "close",
                            String.valueOf(e.getMessage())),
                    e);
        } finally {
            OWNED.remove(directory);
        }
    }
}
