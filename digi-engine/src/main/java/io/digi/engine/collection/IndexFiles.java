package io.digi.engine.collection;

import io.digi.engine.field.FieldIndex;
import io.digi.engine.field.LayeredIndex;
import io.digi.engine.field.PostingFile;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.file.FileAppender;
import io.digi.storage.file.FileStore;
import io.digi.storage.file.StoredFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of payload indexes that are on disk, `derived/<collection>/<id>.index`. A file never
/// changes. It belongs to a collection as long as its checkpoint or its state refers to it: a new
/// one is written beside the old, and what is not referred to any more is swept away after the next
/// checkpoint.
public final class IndexFiles {
    private static final Logger LOG = LoggerFactory.getLogger(IndexFiles.class);
    private static final String SUFFIX = ".index";

    private final FileStore files;
    private final Consumer<Problem.Corrupt> damage;

    /// By collection: the last id given out, and those that states or writers have.
    private final Map<Integer, Long> lastIds = new HashMap<>();

    private final Map<Integer, Set<Long>> inUse = new HashMap<>();

    /// @param damage hears of a file that is not what was written
    public IndexFiles(FileStore files, Consumer<Problem.Corrupt> damage) {
        this.files = files;
        this.damage = damage;
    }

    /// The id that a file's name says, if it is the name of such a file.
    public static OptionalLong id(Path file) {
        String name = String.valueOf(file.getFileName());
        boolean isOne = name.matches("[1-9][0-9]{0,17}\\.index");
        return isOne
                ? OptionalLong.of(
                        Long.parseLong(name.substring(0, name.length() - SUFFIX.length())))
                : OptionalLong.empty();
    }

    /// Writes what is settled of an index into a new file, and returns an index that reads it.
    public FieldIndex write(int collection, LayeredIndex index, PayloadIndexConfig config) {
        long id = take(collection);
        Path path = path(collection, id);
        boolean isDone = false;
        try {
            files.createDirectories(directory(collection));
            try (FileAppender file = files.create(path)) {
                index.writeSettled(file);
            }
            FieldIndex stored = open(path, id, config);
            isDone = true;
            return stored;
        } finally {
            if (!isDone) {
                release(collection, id);
                deleteLeftover(path);
            }
        }
    }

    /// What there was no room for must not go on taking it.
    private void deleteLeftover(Path path) {
        try {
            boolean _ = files.delete(path);
        } catch (DigiException e) {
            LOG.warn("{} could not be deleted: {}", path, e.getMessage());
        }
    }

    private FieldIndex open(Path path, long id, PayloadIndexConfig config) {
        PostingFile file = open(path, id);
        boolean isDone = false;
        try {
            FieldIndex stored = FieldIndex.readStored(file, config);
            isDone = true;
            return stored;
        } finally {
            if (!isDone) {
                file.close();
            }
        }
    }

    private PostingFile open(Path path, long id) {
        StoredFile file = files.open(path);
        boolean isDone = false;
        try {
            PostingFile opened = new PostingFile(id, file, damage);
            isDone = true;
            return opened;
        } finally {
            if (!isDone) {
                file.close();
            }
        }
    }

    /// A file of a collection for as long as [#release] does not take it back; empty if it is not
    /// there. Throws [Problem.Corrupt].
    Optional<PostingFile> open(int collection, long id) {
        Path path = path(collection, id);
        if (!files.exists(path)) {
            return Optional.empty();
        }
        PostingFile file = open(path, id);
        synchronized (this) {
            inUse.computeIfAbsent(collection, _ -> new HashSet<>()).add(id);
        }
        return Optional.of(file);
    }

    /// No state refers to a file any more. Reads that have it open go on.
    public synchronized void release(int collection, long id) {
        inUse.getOrDefault(collection, new HashSet<>()).remove(id);
    }

    /// Moves a damaged file out of the way, if it is still there.
    public void quarantine(int collection, long id) {
        if (files.exists(path(collection, id))) {
            files.createDirectories(Path.of("quarantine"));
            files.rename(
                    path(collection, id), Path.of("quarantine", collection + "-" + id + SUFFIX));
        }
    }

    /// Removes the files that neither a state has, nor the checkpoint, which refers to `kept`.
    public void sweep(int collection, Set<Long> kept) {
        boolean isAnyGone = false;
        for (Path file : list(collection)) {
            long id = id(file).orElseThrow();
            if (!kept.contains(id) && !isInUse(collection, id)) {
                isAnyGone |= files.delete(file);
            }
        }
        if (isAnyGone) {
            files.forceDirectory(directory(collection));
        }
    }

    /// A collection is not in memory.
    public synchronized void forget(int collection) {
        inUse.remove(collection);
    }

    /// A collection is gone. Its number is never used again.
    synchronized void dropped(int collection) {
        inUse.remove(collection);
        lastIds.remove(collection);
    }

    private synchronized boolean isInUse(int collection, long id) {
        return inUse.getOrDefault(collection, Set.of()).contains(id);
    }

    private synchronized long take(int collection) {
        long last =
                lastIds.computeIfAbsent(
                        collection,
                        number ->
                                list(number).stream()
                                        .mapToLong(file -> id(file).orElseThrow())
                                        .max()
                                        .orElse(0));
        lastIds.put(collection, last + 1);
        inUse.computeIfAbsent(collection, _ -> new HashSet<>()).add(last + 1);
        return last + 1;
    }

    private List<Path> list(int collection) {
        return files.list(directory(collection)).stream()
                .filter(file -> id(file).isPresent())
                .toList();
    }

    private static Path directory(int collection) {
        return Path.of("derived", Integer.toString(collection));
    }

    private static Path path(int collection, long id) {
        return directory(collection).resolve(id + SUFFIX);
    }
}
