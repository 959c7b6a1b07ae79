@NullMarked
package io.digi.bench.contender;

import org.jspecify.annotations.NullMarked;
