package io.digi.bench.contender.jvector;

import io.digi.bench.contender.Contender;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.SearchResult.NodeScore;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;

/// Keeps `ef` candidates and rescores them all, as JVector means it.
final class JVectorSearcher implements Contender.Searcher {
    private static final VectorTypeSupport TYPES =
            VectorizationProvider.getInstance().getVectorTypeSupport();

    private final JVectorIndex index;
    private final GraphSearcher searcher;

    JVectorSearcher(JVectorIndex index) {
        this.index = index;
        this.searcher = new GraphSearcher(index.graph());
    }

    @Override
    public int search(float[] query, int ef, int[] ids) {
        VectorFloat<?> vector = TYPES.createFloatVector(query);
        NodeScore[] best =
                searcher.search(
                                index.scores(vector, searcher),
                                ids.length,
                                Math.max(ef, ids.length),
                                0,
                                0,
                                Bits.ALL)
                        .getNodes();
        int count = Math.min(best.length, ids.length);
        for (int rank = 0; rank < count; rank++) {
            ids[rank] = best[rank].node;
        }
        return count;
    }
}
