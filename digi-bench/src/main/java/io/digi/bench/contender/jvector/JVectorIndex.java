package io.digi.bench.contender.jvector;

import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.similarity.SearchScoreProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import java.io.IOException;

/// A graph together with what a query is scored with.
interface JVectorIndex extends AutoCloseable {
    ImmutableGraphIndex graph();

    SearchScoreProvider scores(VectorFloat<?> query, GraphSearcher searcher);

    /// Without the vectors.
    long sizeBytes();

    @Override
    void close() throws IOException;
}
