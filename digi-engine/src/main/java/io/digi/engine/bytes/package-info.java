/// Bytes of the formats that the engine writes: growing on the way out, bounds-checked on the way
/// in.
@NullMarked
package io.digi.engine.bytes;

import org.jspecify.annotations.NullMarked;
