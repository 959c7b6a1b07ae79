@NullMarked
package io.digi.bench.machine;

import org.jspecify.annotations.NullMarked;
