/// What a read sees: one published state of a collection, and the store as it was then.
@NullMarked
package io.digi.engine.view;

import org.jspecify.annotations.NullMarked;
