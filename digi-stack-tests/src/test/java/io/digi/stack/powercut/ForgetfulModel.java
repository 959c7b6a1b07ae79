package io.digi.stack.powercut;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A file tree that knows what of it is durable: of each file its bytes at the last sync, of each
/// directory its entries at the last sync. It shares no thought with the library, which undoes.
final class ForgetfulModel {
    private static final int NAMES = 4;
    private static final int SIZE_MAX = 2000;

    private final Node root = new Node(new TreeMap<>());
    private final Random random;

    ForgetfulModel(Random random) {
        this.random = random;
    }

    private static final class Node {
        final @Nullable SortedMap<String, Node> entries;
        SortedMap<String, Node> durableEntries = new TreeMap<>();
        String bytes = "";
        String durableBytes = "";

        Node(@Nullable SortedMap<String, Node> entries) {
            this.entries = entries;
        }

        boolean isFile() {
            return entries == null;
        }

        SortedMap<String, Node> entries() {
            if (entries == null) {
                throw new IllegalStateException("a file has no entries");
            }
            return entries;
        }

        void sync() {
            durableBytes = bytes;
            durableEntries = entries == null ? durableEntries : new TreeMap<>(entries);
        }
    }

    /// Where a step happens: a directory, its path with a slash or nothing, and a name in it.
    private record Spot(Node directory, String prefix, String name) {
        String path() {
            return prefix + name;
        }

        @Nullable Node node() {
            return directory.entries().get(name);
        }
    }

    /// The content after a power cut that takes everything, as [Disk#content] shows it.
    SortedMap<String, String> durable() {
        SortedMap<String, String> content = new TreeMap<>();
        collect(root, "", content);
        return content;
    }

    private static void collect(Node directory, String prefix, SortedMap<String, String> content) {
        directory.durableEntries.forEach((name, node) -> {
            content.put(prefix + name, node.isFile() ? node.durableBytes : "/");
            if (!node.isFile()) {
                collect(node, prefix + name + "/", content);
            }
        });
    }

    /// Syncs every file and directory that has a name, and returns the steps.
    List<String> syncAll() {
        List<String> steps = new ArrayList<>();
        syncAll(root, "", steps);
        return steps;
    }

    private static void syncAll(Node directory, String prefix, List<String> steps) {
        directory.sync();
        steps.add("fsync:" + prefix + ".");
        directory
                .entries()
                .forEach((name, node) -> {
                    if (node.isFile()) {
                        node.sync();
                        steps.add("fsync:" + prefix + name);
                    } else {
                        syncAll(node, prefix + name + "/", steps);
                    }
                });
    }

    /// Does a random step, and returns it in the language of `steps.c`. Every step succeeds.
    String step() {
        Spot spot = spot();
        Node node = spot.node();
        if (random.nextInt(4) == 0) {
            return sync(spot, node);
        }
        if (node == null) {
            return create(spot);
        }
        if (random.nextInt(4) == 0) {
            return rename(spot, node);
        }
        return node.isFile() ? changeFile(spot, node) : removeDirectory(spot, node);
    }

    private Spot spot() {
        Node directory = root;
        StringBuilder prefix = new StringBuilder();
        while (true) {
            String name = name();
            Node node = directory.entries().get(name);
            if (node == null || node.isFile() || random.nextInt(4) == 0) {
                return new Spot(directory, prefix.toString(), name);
            }
            prefix.append(name).append('/');
            directory = node;
        }
    }

    private String name() {
        return Character.toString('a' + random.nextInt(NAMES));
    }

    private String sync(Spot spot, @Nullable Node node) {
        if (node == null || random.nextBoolean()) {
            spot.directory().sync();
            return "fsync:" + spot.prefix() + ".";
        }
        node.sync();
        return "fsync:" + spot.path();
    }

    private String create(Spot spot) {
        if (random.nextInt(3) == 0) {
            spot.directory().entries().put(spot.name(), new Node(new TreeMap<>()));
            return "mkdir:" + spot.path();
        }
        Node node = new Node(null);
        spot.directory().entries().put(spot.name(), node);
        return changeBytes(spot, node);
    }

    private String changeFile(Spot spot, Node node) {
        String target = name();
        switch (random.nextInt(6)) {
            case 0 -> {
                spot.directory().entries().remove(spot.name());
                return "unlink:" + spot.path();
            }
            case 1 -> {
                if (!spot.directory().entries().containsKey(target)) {
                    spot.directory().entries().put(target, node);
                    return "link:" + spot.path() + ":" + spot.prefix() + target;
                }
                return changeBytes(spot, node);
            }
            default -> {
                return changeBytes(spot, node);
            }
        }
    }

    private String changeBytes(Spot spot, Node node) {
        String text = Character.toString('A' + random.nextInt(26)).repeat(random.nextInt(600) + 1);
        int place = random.nextInt(SIZE_MAX);
        switch (random.nextInt(4)) {
            case 0 -> {
                node.bytes = text;
                return "rewrite:" + spot.path() + ":" + text;
            }
            case 1 -> {
                node.bytes = resized(node.bytes, place);
                return "truncate:" + spot.path() + ":" + place;
            }
            case 2 -> {
                String wide = resized(node.bytes, Math.max(node.bytes.length(), place));
                String rest =
                        wide.length() > place + text.length()
                                ? wide.substring(place + text.length())
                                : "";
                node.bytes = wide.substring(0, place) + text + rest;
                return "pwrite:" + spot.path() + ":" + place + ":" + text;
            }
            default -> {
                node.bytes += text;
                return "append:" + spot.path() + ":" + text;
            }
        }
    }

    private static String resized(String bytes, int size) {
        return size <= bytes.length()
                ? bytes.substring(0, size)
                : bytes + "\0".repeat(size - bytes.length());
    }

    /// Within the directory, to a name that is free or, for a file, another file.
    private String rename(Spot spot, Node node) {
        List<String> targets = new ArrayList<>();
        for (int i = 0; i < NAMES; i++) {
            String name = Character.toString('a' + i);
            Node there = spot.directory().entries().get(name);
            if (there == null || (there != node && there.isFile() && node.isFile())) {
                targets.add(name);
            }
        }
        if (targets.isEmpty()) {
            return sync(spot, node);
        }
        String target = targets.get(random.nextInt(targets.size()));
        spot.directory().entries().remove(spot.name());
        spot.directory().entries().put(target, node);
        return "rename:" + spot.path() + ":" + spot.prefix() + target;
    }

    private String removeDirectory(Spot spot, Node node) {
        if (!node.entries().isEmpty()) {
            return sync(spot, node);
        }
        spot.directory().entries().remove(spot.name());
        return "rmdir:" + spot.path();
    }
}
