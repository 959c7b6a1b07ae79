/// The benchmarks: each starts a server of its own, drives it over REST and reports figures.
@NullMarked
package io.digi.bench.run;

import org.jspecify.annotations.NullMarked;
