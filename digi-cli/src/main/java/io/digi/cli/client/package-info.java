/// A server as its clients see it: requests over REST, and one collection of texts with their
/// vectors. Nothing here knows which program answers.
@NullMarked
package io.digi.cli.client;

import org.jspecify.annotations.NullMarked;
