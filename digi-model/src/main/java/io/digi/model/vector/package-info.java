/// Vectors of a point and the distances between them.
@NullMarked
package io.digi.model.vector;

import org.jspecify.annotations.NullMarked;
