package io.digi.engine.snapshot;

/// What the files of an archive are called. A collection's stand together, in this order:
///
/// ```text
/// collections/I/definition       value of the family meta
/// collections/I/counters         value of the family meta
/// collections/I/extents/V/S      extent S of vector V, up to the last row that counts
/// collections/I/rows/P           rows that no extent holds: vector (2), row (8), size (4), elements
/// collections/I/records/P        points: slot (4), size (4), stored point; by ascending slot
/// aliases                        behind the last collection; only of the whole storage
/// ```
///
/// I counts collections, P the parts of about 4 MB; numbers in paths are decimal, those in files
/// big-endian.
final class SnapshotPaths {
    static final String ALIASES = "aliases";
    static final String DEFINITION = "definition";
    static final String COUNTERS = "counters";
    static final String ROWS = "rows";
    static final String RECORDS = "records";

    private SnapshotPaths() {}

    static String collection(int index) {
        return "collections/%d/".formatted(index);
    }

    static String extent(String collection, int vector, long sequence) {
        return "%sextents/%d/%d".formatted(collection, vector, sequence);
    }

    static String part(String collection, String kind, int part) {
        return "%s%s/%d".formatted(collection, kind, part);
    }
}
