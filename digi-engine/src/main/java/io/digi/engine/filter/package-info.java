/// Which points a filter selects: point by point, and over bitmaps of payload indexes.
@NullMarked
package io.digi.engine.filter;

import org.jspecify.annotations.NullMarked;
