/// A navigable graph (HNSW) over nodes with codes: concurrent insertion, removal, searches that
/// take no lock.
@NullMarked
package io.digi.index.hnsw;

import org.jspecify.annotations.NullMarked;
