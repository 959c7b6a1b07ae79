/// What REST and gRPC have in common: the protocol's words for settings, states and positions, and
/// what holds for them.
@NullMarked
package io.digi.wire.words;

import org.jspecify.annotations.NullMarked;
