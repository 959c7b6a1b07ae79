@NullMarked
package io.digi.bench.embedded;

import org.jspecify.annotations.NullMarked;
