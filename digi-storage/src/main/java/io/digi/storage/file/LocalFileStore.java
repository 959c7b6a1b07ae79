package io.digi.storage.file;

import static io.digi.storage.file.FilePaths.isLeftover;
import static io.digi.storage.file.FilePaths.key;
import static io.digi.storage.file.FilePaths.parent;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/// The files under a directory of the local disk.
public final class LocalFileStore implements FileStore {
    private final Path root;
    private final OpenFiles open;
    private final LockHolder holder;
    private final FileErrors errors = new FileErrors(this::usableBytes);
    private final Unmapper unmapper = new Unmapper();

    /// Touches nothing: the root is created with `createDirectories(Path.of(""))`.
    ///
    /// @param holder who is to be named as the owner of a lock, usually [LockHolder#current]
    public LocalFileStore(Path root, FileBudget budget, LockHolder holder) {
        this.root = root.toAbsolutePath().normalize();
        this.open = new OpenFiles(budget);
        this.holder = holder;
    }

    @Override
    public Path root() {
        return root;
    }

    @Override
    public FileAppender create(Path file) {
        StandardOpenOption mode =
                isLeftover(file)
                        ? StandardOpenOption.TRUNCATE_EXISTING
                        : StandardOpenOption.CREATE_NEW;
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, mode);
        Path key = key(file);
        if (isLeftover(file)) {
            open.forget(key);
        }
        open.startAppending(key, 0);
        try {
            FileChannel channel = FileChannel.open(root.resolve(key), options);
            return appender(key, channel, 0, /* named= */ false);
        } catch (IOException e) {
            open.stopAppending(key);
            throw errors.failed("create", key, e);
        }
    }

    @Override
    public FileAppender append(Path file, long size) {
        Path key = key(file);
        open.startAppending(key, size);
        boolean opened = false;
        try {
            FileChannel channel = FileChannel.open(root.resolve(key), StandardOpenOption.WRITE);
            try {
                cutBehind(key, channel, size);
                opened = true;
                return appender(key, channel, size, /* named= */ true);
            } finally {
                if (!opened) {
                    channel.close();
                }
            }
        } catch (IOException e) {
            throw errors.failed("open", key, e);
        } finally {
            if (!opened) {
                open.stopAppending(key);
            }
        }
    }

    private static void cutBehind(Path file, FileChannel channel, long size) throws IOException {
        if (channel.size() < size) {
            throw FileErrors.truncated(file, channel.size(), size);
        }
        channel.truncate(size);
        channel.force(true);
    }

    private LocalAppender appender(Path file, FileChannel channel, long size, boolean named) {
        return new LocalAppender(file, channel, size, named, errors, new Owner());
    }

    private final class Owner implements LocalAppender.Owner {
        @Override
        public void forceParent(Path file) {
            forceDirectory(parent(file));
        }

        @Override
        public void failed(Path file) {
            open.failed(file);
        }

        @Override
        public void closed(Path file) {
            open.stopAppending(file);
        }
    }

    @Override
    public StoredFile open(Path file) {
        Path key = key(file);
        open.startReading();
        try {
            FileChannel channel = FileChannel.open(root.resolve(key), StandardOpenOption.READ);
            return new LocalFile(key, root.resolve(key), channel, errors, open::stopReading);
        } catch (IOException e) {
            open.stopReading();
            throw errors.failed("open", key, e);
        }
    }

    @Override
    public MappedFile map(Path file) {
        Path key = key(file);
        open.startMapping(key);
        return mapped(key, OpenFiles.WHOLE);
    }

    @Override
    public MappedFile mapFront(Path file, long size) {
        Path key = key(file);
        open.startMappingFront(key, size);
        return mapped(key, size);
    }

    private MappedFile mapped(Path key, long size) {
        Arena arena = Arena.ofShared();
        boolean done = false;
        try (FileChannel channel = FileChannel.open(root.resolve(key), StandardOpenOption.READ)) {
            MemorySegment segment =
                    channel.map(
                            FileChannel.MapMode.READ_ONLY,
                            0,
                            mappedSize(key, channel, size),
                            arena);
            done = true;
            return new LocalMapping(
                    key, segment, arena, unmapper, () -> open.stopMapping(key, size));
        } catch (IOException e) {
            throw errors.failed("map", key, e);
        } finally {
            if (!done) {
                arena.close();
                open.stopMapping(key, size);
            }
        }
    }

    private static long mappedSize(Path key, FileChannel channel, long size) throws IOException {
        if (size == OpenFiles.WHOLE) {
            return channel.size();
        }
        if (channel.size() < size) {
            throw FileErrors.truncated(key, channel.size(), size);
        }
        return size;
    }

    @Override
    public byte[] read(Path file, int sizeMax) {
        try (StoredFile opened = open(file)) {
            long size = opened.size();
            if (size > sizeMax) {
                throw FileErrors.oversized(opened.file(), size, sizeMax);
            }
            ByteBuffer content = ByteBuffer.allocate((int) size);
            opened.read(0, content);
            return content.array();
        }
    }

    @Override
    public void replace(Path file, byte[] content) {
        Path key = key(file);
        Path part = key.resolveSibling(key.getFileName() + LEFTOVER_SUFFIX);
        try (FileAppender appender = create(part)) {
            appender.write(content);
            appender.force();
        }
        rename(part, key);
    }

    @Override
    public void rename(Path source, Path target) {
        Path from = key(source);
        Path to = key(target);
        try {
            Files.move(
                    root.resolve(from),
                    root.resolve(to),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw errors.failed("rename", from, e);
        }
        open.renamed(from, to);
        forceDirectory(parent(to));
        if (!parent(from).equals(parent(to))) {
            forceDirectory(parent(from));
        }
    }

    @Override
    public boolean delete(Path file) {
        return deleted(file);
    }

    @Override
    public boolean deleteDirectory(Path directory) {
        return deleted(directory);
    }

    private boolean deleted(Path path) {
        Path key = key(path);
        try {
            boolean existed = Files.deleteIfExists(root.resolve(key));
            open.forget(key);
            return existed;
        } catch (IOException e) {
            throw errors.failed("delete", key, e);
        }
    }

    @Override
    public void createDirectories(Path directory) {
        Path wanted = root.resolve(key(directory));
        try {
            LocalDirectories.create(wanted);
        } catch (IOException e) {
            throw errors.failed("create directory", wanted, e);
        }
    }

    @Override
    public void forceDirectory(Path directory) {
        try {
            LocalDirectories.force(root.resolve(key(directory)));
        } catch (IOException e) {
            throw errors.failed("sync directory", directory, e);
        }
    }

    @Override
    public boolean exists(Path path) {
        return Files.exists(root.resolve(key(path)));
    }

    @Override
    public List<Path> list(Path directory) {
        return entries(directory).stream().filter(path -> !isLeftover(path)).toList();
    }

    @Override
    public void deleteLeftovers(Path directory) {
        entries(directory).stream().filter(FilePaths::isLeftover).forEach(this::delete);
    }

    private List<Path> entries(Path directory) {
        Path key = key(directory);
        try {
            return LocalDirectories.entries(root.resolve(key)).stream()
                    .map(root::relativize)
                    .toList();
        } catch (IOException e) {
            throw errors.failed("list", key, e);
        }
    }

    @Override
    public long size(Path file) {
        try {
            return Files.size(root.resolve(key(file)));
        } catch (IOException e) {
            throw errors.failed("ask the size", file, e);
        }
    }

    @Override
    public long usableBytes() {
        try {
            return Files.getFileStore(root).getUsableSpace();
        } catch (IOException e) {
            throw errors.failed("ask the free space", root, e);
        }
    }

    @Override
    public DirectoryLock lock() {
        try {
            return LocalLock.acquire(root, holder);
        } catch (IOException e) {
            throw errors.failed("lock", root, e);
        }
    }

    @Override
    public void close() {
        unmapper.close();
    }
}
