package io.digi.storage.kv;

import java.util.concurrent.atomic.AtomicLong;

/// Counts who is using a native resource, and releases it when the last one has left: the thread
/// that closes need not wait, and nobody ever touches freed memory.
///
/// The count starts at one, the owner's, which `close` gives back.
final class Guard {
    /// Set in the count once the owner closed.
    private static final long CLOSED = 1L << 62;

    private final AtomicLong users = new AtomicLong(1);
    private final Runnable release;

    Guard(Runnable release) {
        this.release = release;
    }

    /// Counts the caller as a user unless the owner closed; then `exit` must follow.
    boolean tryEnter() {
        long seen = users.get();
        while ((seen & CLOSED) == 0) {
            if (users.compareAndSet(seen, seen + 1)) {
                return true;
            }
            seen = users.get();
        }
        return false;
    }

    void exit() {
        if (users.decrementAndGet() == CLOSED) {
            release.run();
        }
    }

    /// Lets nobody in any more; the resource is released now or by the last user. Idempotent.
    void close() {
        long before = users.getAndUpdate(seen -> seen | CLOSED);
        if ((before & CLOSED) == 0) {
            exit();
        }
    }

    boolean isClosed() {
        return (users.get() & CLOSED) != 0;
    }

    /// Users beside the owner.
    long users() {
        long seen = users.get();
        return (seen & CLOSED) == 0 ? seen - 1 : seen & ~CLOSED;
    }
}
