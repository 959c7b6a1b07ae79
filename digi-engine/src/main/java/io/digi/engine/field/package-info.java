/// Payload indexes: from the values at one key to the slots that have them.
@NullMarked
package io.digi.engine.field;

import org.jspecify.annotations.NullMarked;
