package io.digi.engine.generation;

import io.digi.index.hnsw.GraphFilter;

/// How a graph is searched.
///
/// @param ef size of the list of candidates
/// @param most so many of the list, the best by their codes, are handed over
/// @param how what is done with nodes that are not accepted
/// @param shareMin the search gives up if fewer of the nodes around the query are accepted; 0 if it
///   is not to
public record CodeWalk(int ef, int most, GraphFilter how, float shareMin) {}
