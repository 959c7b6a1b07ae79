package io.digi.storage.fake;

import static io.digi.storage.file.FilePaths.isLeftover;
import static io.digi.storage.file.FilePaths.key;
import static io.digi.storage.file.FilePaths.parent;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.file.DirectoryLock;
import io.digi.storage.file.FileAppender;
import io.digi.storage.file.FileBudget;
import io.digi.storage.file.FilePaths;
import io.digi.storage.file.FileStore;
import io.digi.storage.file.LockHolder;
import io.digi.storage.file.MappedFile;
import io.digi.storage.file.StoredFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A store of files on a [SimulatedDisk].
final class SimulatedFiles implements FileStore {
    private static final Path ROOT = Path.of("/simulated");

    private final SimulatedDisk disk;
    private final FaultPlan plan;
    private final SimulatedNames names;
    private final SimulatedBudget budget;
    private final LockHolder holder;

    SimulatedFiles(SimulatedDisk disk, FaultPlan plan, FileBudget budget, LockHolder holder) {
        this.disk = disk;
        this.plan = plan;
        this.names = disk.names();
        this.budget = new SimulatedBudget(budget);
        this.holder = holder;
    }

    SimulatedDisk disk() {
        return disk;
    }

    FaultPlan plan() {
        return plan;
    }

    SimulatedBudget budget() {
        return budget;
    }

    @Override
    public Path root() {
        return ROOT;
    }

    @Override
    public FileAppender create(Path file) {
        Path key = key(file);
        synchronized (disk) {
            plan.requirePower();
            require(names.isDirectory(parent(key)), key, "create", "there is no such directory");
            require(!names.exists(key) || isLeftover(key), key, "create", "it exists already");
            if (isLeftover(key)) {
                budget.forget(key);
            }
            budget.startAppending(key, 0);
            SimulatedInode inode = new SimulatedInode();
            try {
                nameStep("create", key, () -> names.add(key, inode));
            } catch (DigiException e) {
                budget.stopAppending(key);
                throw e;
            }
            return new SimulatedAppender(this, key, inode, /* named= */ false);
        }
    }

    @Override
    public FileAppender append(Path file, long size) {
        Path key = key(file);
        synchronized (disk) {
            plan.requirePower();
            budget.startAppending(key, size);
            try {
                SimulatedInode inode = existing(key, "open");
                requireSize(key, inode.size(), size);
                SimulatedAppender appender =
                        new SimulatedAppender(this, key, inode, /* named= */ true);
                appender.cutBehind((int) size);
                return appender;
            } catch (DigiException e) {
                budget.stopAppending(key);
                throw e;
            }
        }
    }

    @Override
    public StoredFile open(Path file) {
        Path key = key(file);
        synchronized (disk) {
            plan.requirePower();
            SimulatedInode inode = existing(key, "open");
            budget.startReading();
            return new SimulatedReader(this, key, inode);
        }
    }

    @Override
    public MappedFile map(Path file) {
        return mapped(new SimulatedBudget.Mapped(key(file), SimulatedBudget.Mapped.WHOLE));
    }

    @Override
    public MappedFile mapFront(Path file, long size) {
        return mapped(new SimulatedBudget.Mapped(key(file), size));
    }

    private MappedFile mapped(SimulatedBudget.Mapped mapping) {
        Path key = mapping.file();
        synchronized (disk) {
            plan.read(key.toString());
            SimulatedInode inode = existing(key, "map");
            if (mapping.size() != SimulatedBudget.Mapped.WHOLE) {
                requireSize(key, inode.size(), mapping.size());
            }
            budget.startMapping(mapping);
            return new SimulatedMapping(this, mapping, inode);
        }
    }

    @Override
    public byte[] read(Path file, int sizeMax) {
        try (StoredFile opened = open(file)) {
            requireSize(file, sizeMax, opened.size());
            ByteBuffer content = ByteBuffer.allocate((int) opened.size());
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
        synchronized (disk) {
            plan.requirePower();
            existing(from, "rename");
            require(names.isDirectory(parent(to)), to, "rename", "there is no such directory");
            nameStep("rename", from, () -> names.rename(from, to));
            budget.renamed(from, to);
            forceDirectory(parent(to));
            if (!parent(from).equals(parent(to))) {
                forceDirectory(parent(from));
            }
        }
    }

    @Override
    public boolean delete(Path file) {
        Path key = key(file);
        synchronized (disk) {
            plan.requirePower();
            if (!names.exists(key)) {
                return false;
            }
            require(names.children(key).isEmpty(), key, "delete", "it is not empty");
            nameStep("delete", key, () -> names.remove(key));
            budget.forget(key);
            return true;
        }
    }

    @Override
    public boolean deleteDirectory(Path directory) {
        return delete(directory);
    }

    @Override
    public void createDirectories(Path directory) {
        synchronized (disk) {
            plan.requirePower();
            List<Path> missing = new ArrayList<>();
            for (Path at = key(directory); !names.isDirectory(at); at = parent(at)) {
                missing.add(at);
            }
            for (Path path : missing.reversed()) {
                require(!names.exists(path), path, "create directory", "it is a file");
                nameStep("create directory", path, () -> names.addDirectory(path));
                forceDirectory(parent(path));
            }
        }
    }

    @Override
    public void forceDirectory(Path directory) {
        Path key = key(directory);
        synchronized (disk) {
            plan.requirePower();
            require(names.isDirectory(key), key, "sync directory", "there is no such directory");
            plan.step(FaultPlan.Step.SYNC)
                    .ifPresent(fault -> {
                        throw plan.failure(fault, "sync directory", key.toString());
                    });
            names.force(key);
        }
    }

    @Override
    public boolean exists(Path path) {
        synchronized (disk) {
            plan.requirePower();
            return names.exists(key(path));
        }
    }

    @Override
    public List<Path> list(Path directory) {
        synchronized (disk) {
            plan.requirePower();
            return names.children(key(directory)).stream().filter(p -> !isLeftover(p)).toList();
        }
    }

    @Override
    public void deleteLeftovers(Path directory) {
        synchronized (disk) {
            names.children(key(directory)).stream()
                    .filter(FilePaths::isLeftover)
                    .forEach(this::delete);
        }
    }

    @Override
    public long size(Path file) {
        synchronized (disk) {
            plan.requirePower();
            return existing(key(file), "ask the size").size();
        }
    }

    @Override
    public long usableBytes() {
        plan.requirePower();
        return disk.usableBytes();
    }

    @Override
    public DirectoryLock lock() {
        return SimulatedLock.acquire(disk, ROOT, holder);
    }

    @Override
    public void close() {
        // Nothing is held outside the heap.
    }

    /// A change of names that a power cut may keep or lose, and that any other fault prevents.
    private void nameStep(String operation, Path file, Runnable change) {
        plan.step(FaultPlan.Step.NAME)
                .ifPresentOrElse(
                        fault -> {
                            if (fault == FaultPlan.Fault.POWER_CUT) {
                                change.run();
                            }
                            throw plan.failure(fault, operation, file.toString());
                        },
                        change);
    }

    private SimulatedInode existing(Path key, String operation) {
        return names.file(key).orElseThrow(() -> refusal(key, operation, "there is no such file"));
    }

    private static void require(boolean holds, Path file, String operation, String why) {
        if (!holds) {
            throw refusal(file, operation, why);
        }
    }

    private static void requireSize(Path file, long size, long expected) {
        if (size < expected) {
            throw new DigiException(
                    new Problem.Corrupt(file.toString(), size, "expected " + expected + " bytes"));
        }
    }

    private static DigiException refusal(Path file, String operation, String why) {
        return new DigiException(new Problem.MediumFailed(file.toString(), operation, why));
    }
}
