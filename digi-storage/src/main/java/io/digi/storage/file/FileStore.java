package io.digi.storage.file;

import java.nio.file.Path;
import java.util.List;

/// The files under one directory. Paths are relative to it and stay inside it; `Path.of("")` is the
/// directory itself.
///
/// What survives a power cut:
///
/// | what | durable when |
/// |---|---|
/// | bytes of a file | [FileAppender#force] returned |
/// | the name of a created file | the first `force` of its appender returned |
/// | `rename`, `replace`, `createDirectories` | they returned |
/// | `delete` | a later `forceDirectory` of its parent returned; else the file may come back |
///
/// Thread-safe. A refusal of the disk is a [io.digi.model.error.Problem.MediumFailed], a full one a
/// [io.digi.model.error.Problem.OutOfDisk], a file that is shorter than it was a
/// [io.digi.model.error.Problem.Corrupt]; no open file or mapping left in the budget is a
/// [io.digi.model.error.Problem.Overloaded]. Threads that use files must not be interrupted: Java
/// closes a file under an interrupted thread; a write then counts as failed.
public interface FileStore extends AutoCloseable {
    /// Files whose name ends so are unfinished: never listed, replaced when created again, and
    /// removed by [#deleteLeftovers].
    String LEFTOVER_SUFFIX = ".part";

    /// The directory, for messages and for what keeps files of its own there.
    Path root();

    /// Creates a file, which must not exist, in an existing directory.
    FileAppender create(Path file);

    /// Opens a file to go on at `size`; bytes behind it are cut off first. Refused for a file that
    /// is mapped as a whole, or farther than `size`, or already open for appending, or whose write
    /// failed; and as damage if it is shorter.
    FileAppender append(Path file, long size);

    /// Opens a file for reading at any offset, even while it is appended to.
    StoredFile open(Path file);

    /// Maps a whole file, which must not be open for appending and is never appended to while
    /// mapped.
    MappedFile map(Path file);

    /// Maps the first `size` bytes of a file, which were forced and never change. It may be
    /// appended to behind them. Refused as damage if the file is shorter.
    MappedFile mapFront(Path file, long size);

    /// A whole small file. More than `sizeMax` bytes count as damage.
    byte[] read(Path file, int sizeMax);

    /// Gives a file new content in one step: after a power cut it has the old or the new.
    void replace(Path file, byte[] content);

    /// Gives a file another name, replacing what had it, in one step.
    void rename(Path source, Path target);

    /// Removes a file; false if there was none. Open readers and mappings keep its bytes.
    boolean delete(Path file);

    /// Creates a directory and its parents; nothing happens if it exists.
    void createDirectories(Path directory);

    /// Removes an empty directory; false if there was none.
    boolean deleteDirectory(Path directory);

    /// Makes the names in a directory durable, and the absence of deleted ones.
    void forceDirectory(Path directory);

    boolean exists(Path path);

    /// Files and directories in a directory, by name, as paths of this store, without unfinished
    /// files; empty if there is no such directory.
    List<Path> list(Path directory);

    /// Removes the unfinished files that an interrupted `replace` or creation left in a directory.
    void deleteLeftovers(Path directory);

    long size(Path file);

    /// Bytes that may still be written to the disk.
    long usableBytes();

    /// Makes this process the owner of the directory, else throws
    /// [io.digi.model.error.Problem.DirectoryInUse]. The root must exist.
    DirectoryLock lock();

    /// Waits (bounded) until retired mappings are gone. Open files stay with those who opened them.
    @Override
    void close();
}
