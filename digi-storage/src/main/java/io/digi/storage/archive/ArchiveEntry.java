package io.digi.storage.archive;

/// A file in an archive.
///
/// @param offset where its content begins in the archive, in bytes
/// @param sha256 what its content must have, in hexadecimal
public record ArchiveEntry(String path, long offset, long size, String sha256) {}
