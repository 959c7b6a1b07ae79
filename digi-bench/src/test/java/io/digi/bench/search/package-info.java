@NullMarked
package io.digi.bench.search;

import org.jspecify.annotations.NullMarked;
