/// Graphs over the vectors of a collection: what a graph's nodes are, when one is due, and the file
/// that saves it from being built again.
@NullMarked
package io.digi.engine.generation;

import org.jspecify.annotations.NullMarked;
