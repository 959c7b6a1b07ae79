package io.digi.server.work;

/// Which threads do the work of a request once it has been read.
public enum Lane {
    /// Those that read it: it takes next to no time.
    DIRECT,
    /// As many as there are processors: it computes.
    SEARCH,
    /// Many: it waits for the disk, and those that wait together are written together.
    WRITE,
    /// Few: it takes as long as there is data.
    SNAPSHOT
}
