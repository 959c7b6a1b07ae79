/// Files of vector rows, and the rows that no file holds yet.
@NullMarked
package io.digi.engine.extent;

import org.jspecify.annotations.NullMarked;
