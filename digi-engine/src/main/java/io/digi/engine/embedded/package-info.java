/// The engine as a whole: everything else put together behind the model's interfaces.
@NullMarked
package io.digi.engine.embedded;

import org.jspecify.annotations.NullMarked;
