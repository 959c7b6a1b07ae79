/// The way of a write: prepared, ordered, committed, published.
@NullMarked
package io.digi.engine.write;

import org.jspecify.annotations.NullMarked;
