/// The engine in this process: collections that are loaded, indexed and searched as a program with
/// Digi in it would.
@NullMarked
package io.digi.bench.embedded;

import org.jspecify.annotations.NullMarked;
