/// What benchmarks load and ask: vectors and payloads from files, or made up; and how answers are
/// judged.
@NullMarked
package io.digi.bench.data;

import org.jspecify.annotations.NullMarked;
