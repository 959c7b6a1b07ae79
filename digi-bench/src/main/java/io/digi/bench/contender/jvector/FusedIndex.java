package io.digi.bench.contender.jvector;

import io.github.jbellis.jvector.disk.ReaderSupplier;
import io.github.jbellis.jvector.disk.ReaderSupplierFactory;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex.ScoringView;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndex;
import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndexWriter;
import io.github.jbellis.jvector.graph.disk.OrdinalMapper;
import io.github.jbellis.jvector.graph.disk.feature.Feature;
import io.github.jbellis.jvector.graph.disk.feature.FeatureId;
import io.github.jbellis.jvector.graph.disk.feature.FusedPQ;
import io.github.jbellis.jvector.graph.disk.feature.InlineVectors;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.graph.similarity.SearchScoreProvider;
import io.github.jbellis.jvector.quantization.PQVectors;
import io.github.jbellis.jvector.quantization.ProductQuantization;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;

/// A mapped file in which the codes of a node's neighbours lie beside the node, and its vector.
record FusedIndex(
        OnDiskGraphIndex graph,
        ReaderSupplier reader,
        VectorSimilarityFunction similarity,
        long sizeBytes)
        implements JVectorIndex {
    static FusedIndex write(
            ImmutableGraphIndex built,
            RandomAccessVectorValues vectors,
            VectorSimilarityFunction similarity,
            ProductQuantization codebook,
            Path file,
            ForkJoinPool pool)
            throws IOException {
        PQVectors codes = codebook.encodeAll(vectors, pool);
        try (OnDiskGraphIndexWriter writer = writer(built, vectors, codebook, file)) {
            ImmutableGraphIndex.View view = built.getView();
            writer.write(
                    Map.of(
                            FeatureId.INLINE_VECTORS,
                            node -> new InlineVectors.State(vectors.getVector(node)),
                            FeatureId.FUSED_PQ,
                            (int node) -> new FusedPQ.State(view, codes, node)));
        }
        ReaderSupplier reader = ReaderSupplierFactory.open(file);
        long vectorBytes = (long) Float.BYTES * vectors.size() * vectors.dimension();
        return new FusedIndex(
                OnDiskGraphIndex.load(reader), reader, similarity, Files.size(file) - vectorBytes);
    }

    private static OnDiskGraphIndexWriter writer(
            ImmutableGraphIndex built,
            RandomAccessVectorValues vectors,
            ProductQuantization codebook,
            Path file)
            throws IOException {
        Feature inline = new InlineVectors(vectors.dimension());
        Feature fused = new FusedPQ(built.maxDegree(), codebook);
        return new OnDiskGraphIndexWriter.Builder(built, file)
                .with(inline)
                .with(fused)
                .withMapper(new OrdinalMapper.IdentityMapper(vectors.size() - 1))
                .build();
    }

    @Override
    public SearchScoreProvider scores(VectorFloat<?> query, GraphSearcher searcher) {
        ScoringView view = (ScoringView) searcher.getView();
        return new DefaultSearchScoreProvider(
                view.approximateScoreFunctionFor(query, similarity),
                view.rerankerFor(query, similarity));
    }

    @Override
    public void close() throws IOException {
        graph.close();
        reader.close();
    }
}
