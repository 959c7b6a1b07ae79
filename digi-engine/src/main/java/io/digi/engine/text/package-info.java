/// Texts cut into tokens, as text indexes keep them and filters ask for them.
@NullMarked
package io.digi.engine.text;

import org.jspecify.annotations.NullMarked;
