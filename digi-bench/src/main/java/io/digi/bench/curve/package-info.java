/// Recall against speed: the points of a measurement, the curves through them, and what is read off
/// them.
@NullMarked
package io.digi.bench.curve;

import org.jspecify.annotations.NullMarked;
