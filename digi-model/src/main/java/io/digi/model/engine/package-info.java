/// What an engine can do: the interfaces that servers and libraries call.
@NullMarked
package io.digi.model.engine;

import org.jspecify.annotations.NullMarked;
