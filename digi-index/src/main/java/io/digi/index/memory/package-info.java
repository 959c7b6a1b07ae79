/// Native memory: a budget that nobody exceeds, regions that are freed at once, and growable rows
/// and tables in them.
///
/// **Threads.** One writer per structure, any number of readers, no locks. A reader sees every row
/// below a count that it has read, and every row whose number it has found in a table.
///
/// **Why native even when tiny.** Kernels read rows by address, for speed; heap memory has none. So
/// chunks start at a few hundred bytes and double up to a cap: a collection of 100 points of 4
/// dimensions pays a few hundred bytes of bookkeeping, and a large one has few chunks.
///
/// **Closing.** Closing a region stops all threads for an instant, so a region belongs to an owner
/// that lives long (a collection, an index generation), not to a query.
@NullMarked
package io.digi.index.memory;

import org.jspecify.annotations.NullMarked;
