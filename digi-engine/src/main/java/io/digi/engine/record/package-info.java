/// What is stored of a point, and its bytes.
@NullMarked
package io.digi.engine.record;

import org.jspecify.annotations.NullMarked;
