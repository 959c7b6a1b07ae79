package io.digi.bench.contender.jvector;

import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.graph.similarity.SearchScoreProvider;
import io.github.jbellis.jvector.quantization.PQVectors;
import io.github.jbellis.jvector.quantization.ProductQuantization;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import java.io.IOException;
import java.util.concurrent.ForkJoinPool;

/// Searched on codes in memory, rescored on the vectors.
record QuantizedIndex(
        ImmutableGraphIndex graph,
        RandomAccessVectorValues vectors,
        VectorSimilarityFunction similarity,
        PQVectors codes)
        implements JVectorIndex {
    QuantizedIndex(
            ImmutableGraphIndex graph,
            RandomAccessVectorValues vectors,
            VectorSimilarityFunction similarity,
            ProductQuantization codebook,
            ForkJoinPool pool) {
        this(graph, vectors, similarity, codebook.encodeAll(vectors, pool));
    }

    @Override
    public SearchScoreProvider scores(VectorFloat<?> query, GraphSearcher searcher) {
        return new DefaultSearchScoreProvider(
                codes.precomputedScoreFunctionFor(query, similarity),
                vectors.rerankerFor(query, similarity));
    }

    @Override
    public long sizeBytes() {
        return graph.ramBytesUsed() + codes.ramBytesUsed();
    }

    @Override
    public void close() throws IOException {
        graph.close();
    }
}
