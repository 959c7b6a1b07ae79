package io.digi.bench.contender.jvector;

import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.graph.similarity.SearchScoreProvider;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import java.io.IOException;

/// Searched on the vectors themselves.
record ExactIndex(
        ImmutableGraphIndex graph,
        RandomAccessVectorValues vectors,
        VectorSimilarityFunction similarity)
        implements JVectorIndex {
    @Override
    public SearchScoreProvider scores(VectorFloat<?> query, GraphSearcher searcher) {
        return DefaultSearchScoreProvider.exact(query, similarity, vectors);
    }

    @Override
    public long sizeBytes() {
        return graph.ramBytesUsed();
    }

    @Override
    public void close() throws IOException {
        graph.close();
    }
}
