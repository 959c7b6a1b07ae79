package io.digi.engine.snapshot;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.Counters;
import io.digi.storage.archive.ArchiveEntry;
import java.util.List;

/// A collection as an archive has it. That the definition and the counters can be what they say was
/// looked at; the other files were not read yet.
///
/// @param definition with the number and the name that the collection had
/// @param files extents, rows and records, in their order
public record ArchivedCollection(
        Definition definition, Counters counters, List<ArchiveEntry> files) {
    public ArchivedCollection {
        files = List.copyOf(files);
    }

    public long sizeBytes() {
        return files.stream().mapToLong(ArchiveEntry::size).sum();
    }
}
