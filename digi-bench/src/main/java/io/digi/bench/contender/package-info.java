/// Indexes under measurement, in the process that measures them: one of them in each.
@NullMarked
package io.digi.bench.contender;

import org.jspecify.annotations.NullMarked;
