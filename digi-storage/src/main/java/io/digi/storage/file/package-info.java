/// Files of a storage directory: every access of the engine to them goes through [FileStore], so
/// that tests can put a disk that loses power in its place.
///
/// Files are written by appending and never through a mapping; only files that are finished are
/// mapped. Also here: the owner's lock ([DirectoryLock]), the version of the directory's format
/// ([StorageFormat]) and the bytes kept for a full disk ([DiskReserve]).
@NullMarked
package io.digi.storage.file;

import org.jspecify.annotations.NullMarked;
