/// The crash harness, against servers that keep their promises and servers that do not.
@NullMarked
package io.digi.stack.crash;

import org.jspecify.annotations.NullMarked;
