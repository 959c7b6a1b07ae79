package io.digi.storage.fake;

import io.digi.storage.file.FilePaths;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// The names on a disk: as programs see them, as the medium has them, and the changes between. Each
/// change is atomic; a power cut keeps any of them, in order. Guarded by its disk.
final class SimulatedNames {
    /// A file, or a directory (no inode).
    private record Entry(Optional<SimulatedInode> inode) {}

    private record Change(List<Path> removed, Map<Path, Entry> added) {
        boolean touches(Path directory) {
            return removed.stream().anyMatch(path -> FilePaths.parent(path).equals(directory))
                    || added.keySet().stream()
                            .anyMatch(path -> FilePaths.parent(path).equals(directory));
        }

        void applyTo(Map<Path, Entry> names) {
            removed.forEach(names::remove);
            names.putAll(added);
        }
    }

    private static final Path ROOT = Path.of("");

    private final TreeMap<Path, Entry> live = new TreeMap<>();
    private final Map<Path, Entry> durable = new HashMap<>();
    private final List<Change> pending = new ArrayList<>();

    Optional<SimulatedInode> file(Path path) {
        return Optional.ofNullable(live.get(path)).flatMap(Entry::inode);
    }

    boolean isDirectory(Path path) {
        Entry entry = live.get(path);
        return path.equals(ROOT) || (entry != null && entry.inode().isEmpty());
    }

    boolean exists(Path path) {
        return path.equals(ROOT) || live.containsKey(path);
    }

    List<Path> children(Path directory) {
        return live.keySet().stream()
                .filter(path -> FilePaths.parent(path).equals(directory))
                .toList();
    }

    long usedBytes() {
        Map<SimulatedInode, Boolean> files = new IdentityHashMap<>();
        live.values().forEach(entry -> entry.inode().ifPresent(inode -> files.put(inode, true)));
        return files.keySet().stream().mapToLong(SimulatedInode::size).sum();
    }

    void add(Path path, SimulatedInode inode) {
        change(new Change(List.of(), Map.of(path, new Entry(Optional.of(inode)))));
    }

    void addDirectory(Path path) {
        change(new Change(List.of(), Map.of(path, new Entry(Optional.empty()))));
    }

    void remove(Path path) {
        change(new Change(List.of(path), Map.of()));
    }

    void rename(Path source, Path target) {
        Entry entry = Optional.ofNullable(live.get(source)).orElseThrow();
        change(new Change(List.of(source), Map.of(target, entry)));
    }

    private void change(Change change) {
        change.applyTo(live);
        pending.add(change);
    }

    void force(Path directory) {
        List<Change> forced = pending.stream().filter(c -> c.touches(directory)).toList();
        forced.forEach(change -> change.applyTo(durable));
        pending.removeAll(forced);
    }

    SimulatedNames survivor(RandomGenerator random) {
        Map<Path, Entry> left = new HashMap<>(durable);
        for (Change change : pending) {
            if (random.nextBoolean()) {
                change.applyTo(left);
            }
        }
        return copy(left, inode -> inode.survivor(random));
    }

    SimulatedNames kept() {
        SimulatedNames all = copy(live, SimulatedInode::kept);
        return all;
    }

    /// What is in a directory that did not survive is gone with it.
    private static SimulatedNames copy(
            Map<Path, Entry> entries, UnaryOperator<SimulatedInode> bytes) {
        SimulatedNames names = new SimulatedNames();
        Map<SimulatedInode, SimulatedInode> copies = new IdentityHashMap<>();
        for (Map.Entry<Path, Entry> each : new TreeMap<>(entries).entrySet()) {
            if (names.isDirectory(FilePaths.parent(each.getKey()))) {
                Optional<SimulatedInode> inode =
                        each.getValue().inode().map(old -> copies.computeIfAbsent(old, bytes));
                names.live.put(each.getKey(), new Entry(inode));
            }
        }
        names.durable.putAll(names.live);
        return names;
    }
}
