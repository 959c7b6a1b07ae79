/// What each protocol answers to a problem.
@NullMarked
package io.digi.wire.error;

import org.jspecify.annotations.NullMarked;
