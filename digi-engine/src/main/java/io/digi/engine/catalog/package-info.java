/// Which collections there are, under which names, made of what.
@NullMarked
package io.digi.engine.catalog;

import org.jspecify.annotations.NullMarked;
