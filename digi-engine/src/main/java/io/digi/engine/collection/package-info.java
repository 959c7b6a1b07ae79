/// A collection in memory: its states, its rows, how it opens and closes.
@NullMarked
package io.digi.engine.collection;

import org.jspecify.annotations.NullMarked;
