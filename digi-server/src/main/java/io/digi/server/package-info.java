/// The server: Qdrant's API in front of an engine.
@NullMarked
package io.digi.server;

import org.jspecify.annotations.NullMarked;
