/// The user's own texts, read as a stream from their files, embedded, and loaded over REST.
@NullMarked
package io.digi.cli.load;

import org.jspecify.annotations.NullMarked;
