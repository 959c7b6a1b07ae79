@NullMarked
package io.digi.bench.curve;

import org.jspecify.annotations.NullMarked;
