/// JVector's graphs. Loaded only in a process that has JVector on its class path.
@NullMarked
package io.digi.bench.contender.jvector;

import org.jspecify.annotations.NullMarked;
