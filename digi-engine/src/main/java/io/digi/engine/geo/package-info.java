/// Places on the earth, the shapes that filters ask for, and the cells in which an index keeps
/// places.
@NullMarked
package io.digi.engine.geo;

import org.jspecify.annotations.NullMarked;
