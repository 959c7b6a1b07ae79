/// The log of which slots each operation changed, by which derived structures catch up.
@NullMarked
package io.digi.engine.changes;

import org.jspecify.annotations.NullMarked;
