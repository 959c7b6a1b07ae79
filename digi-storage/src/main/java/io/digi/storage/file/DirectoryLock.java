package io.digi.storage.file;

/// The ownership of a directory, from [FileStore#lock] to `close` or the end of the process,
/// however it ends.
///
/// The file `LOCK`, UTF-8 text; written anew by each owner, never removed. It only tells who owns
/// the directory: what counts is the operating system's lock on the one byte at offset 2^62, far
/// behind the text, so that others can read it. A process must not open the file while it holds the
/// lock: POSIX drops a process's locks on a file when it closes any descriptor of it.
///
/// | line | what |
/// |---|---|
/// | 1 | `digi-lock` |
/// | 2 | `pid ` and the owner's process id, decimal |
/// | 3 | `host ` and the name of its machine |
/// | 4 | `started ` and when the process started, ISO-8601 in UTC |
public interface DirectoryLock extends AutoCloseable {
    LockHolder holder();

    /// Idempotent.
    @Override
    void close();
}
