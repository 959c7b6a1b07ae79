/// Random collections, points, filters, reads and changes, each run the same for the same seed.
/// Everything is drawn from small pools, so that filters find something and scores tie.
@NullMarked
package io.digi.testkit.generator;

import org.jspecify.annotations.NullMarked;
