/// A navigable graph (HNSW) over nodes with codes: several threads insert and remove while searches
/// go on without locks.
///
/// **A search costs what it touches.** So it walks on the smallest codes, which
/// [io.digi.index.codes] makes, reads one aligned row of links per step, and has the reads of a
/// step under way at once. It returns estimates; its caller scores the best again by the originals.
///
/// **Insertion** walks on the same codes, then compares the candidates by codes of eight bits,
/// which exist as long as a [GraphBuilder] is open. A node is complete before the first link leads
/// to it, and each row is changed under a lock that readers do not know.
///
/// **Removal** gives the neighbours of a removed node links to what lay behind it. A removed node
/// keeps its own rows, so a search that stands on it goes on; its number may be used again when
/// nobody holds it any more, which only the caller knows.
///
/// **Memory** is native and charged to a budget; rows never move. What is read by address was
/// checked when it came from a file.
@NullMarked
package io.digi.index.hnsw;

import org.jspecify.annotations.NullMarked;
