/// Writes as data: every way to change points.
@NullMarked
package io.digi.model.change;

import org.jspecify.annotations.NullMarked;
