@NullMarked
package io.digi.bench.data;

import org.jspecify.annotations.NullMarked;
