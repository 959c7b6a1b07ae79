/// Reads as data: every way to ask for points.
@NullMarked
package io.digi.model.query;

import org.jspecify.annotations.NullMarked;
