@NullMarked
package io.digi.bench.run;

import org.jspecify.annotations.NullMarked;
