/// What requests over both protocols share: threads, the room for what they bring, and whether the
/// server takes any.
@NullMarked
package io.digi.server.work;

import org.jspecify.annotations.NullMarked;
