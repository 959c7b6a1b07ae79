package io.digi.storage.file;

/// How much a store may hold at a time of what the operating system counts.
///
/// @param openFilesMax files open for reading or appending
/// @param mappingsMax mapped files, those not unmapped yet included
public record FileBudget(int openFilesMax, int mappingsMax) {
    public FileBudget {
        if (openFilesMax < 1 || mappingsMax < 1) {
            throw new IllegalArgumentException(
                    "%d open files, %d mappings: expected at least 1 of each"
                            .formatted(openFilesMax, mappingsMax));
        }
    }
}
