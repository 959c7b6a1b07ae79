/// Sets of slots, immutable and persistent.
@NullMarked
package io.digi.engine.slot;

import org.jspecify.annotations.NullMarked;
