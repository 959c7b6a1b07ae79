package io.digi.stack.powercut;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Where the files and directories of some trees are, by inode.
final class Inodes {
    private final Map<Long, Path> paths = new HashMap<>();

    /// Adds a tree.
    void scan(Path top) throws IOException {
        Files.walkFileTree(
                top,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes about)
                            throws IOException {
                        put(inode(path), path);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path path, BasicFileAttributes about)
                            throws IOException {
                        put(inode(path), path);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    Optional<Path> path(long inode) {
        return Optional.ofNullable(paths.get(inode));
    }

    void put(long inode, Path path) {
        paths.put(inode, path);
    }

    /// A directory moved, and everything in it.
    void moved(Path source, Path target) {
        paths.replaceAll((_, path) ->
                path.startsWith(source) ? target.resolve(source.relativize(path)) : path);
    }

    static long inode(Path path) throws IOException {
        return (Long) Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    }
}
