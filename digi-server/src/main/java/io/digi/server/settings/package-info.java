/// What the server is told before it starts: typed settings, read from a file, from variables and
/// from flags, and the reasons why some of them have no effect.
@NullMarked
package io.digi.server.settings;

import org.jspecify.annotations.NullMarked;
