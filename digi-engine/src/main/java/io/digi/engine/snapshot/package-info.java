/// Collections packed into archives, and unpacked under new numbers.
@NullMarked
package io.digi.engine.snapshot;

import org.jspecify.annotations.NullMarked;
