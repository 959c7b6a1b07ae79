/// Files packed into one, as tar: written as a stream, and read back only if it is what the writer
/// of this package writes.
@NullMarked
package io.digi.storage.archive;

import org.jspecify.annotations.NullMarked;
