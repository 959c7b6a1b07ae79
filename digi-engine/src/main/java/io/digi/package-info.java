/// Digi as a library.
@NullMarked
package io.digi;

import org.jspecify.annotations.NullMarked;
