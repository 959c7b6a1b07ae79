/// Processes that measure one index each.
@NullMarked
package io.digi.bench.launch;

import org.jspecify.annotations.NullMarked;
