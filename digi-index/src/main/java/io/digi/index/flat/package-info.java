/// Exact search: every permitted row is scored, the best are kept.
///
/// A [FlatSearch] scans blocks of rows for one query; a [RowSet] says which rows count; a [TopRows]
/// collects the best, in an order that does not depend on how the scan was divided.
@NullMarked
package io.digi.index.flat;

import org.jspecify.annotations.NullMarked;
