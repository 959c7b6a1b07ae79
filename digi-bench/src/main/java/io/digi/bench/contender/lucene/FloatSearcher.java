package io.digi.bench.contender.lucene;

import io.digi.bench.contender.Contender;
import java.io.IOException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopKnnCollector;

/// Searches a segment without a query object: Lucene's shortest way.
final class FloatSearcher implements Contender.Searcher {
    private final LeafReader segment;
    private final AcceptDocs all;

    FloatSearcher(LeafReader segment) {
        this.segment = segment;
        this.all = AcceptDocs.fromLiveDocs(null, segment.maxDoc());
    }

    @Override
    public int search(float[] query, int ef, int[] ids) throws IOException {
        ScoreDoc[] best = candidates(query, ef);
        int count = Math.min(best.length, ids.length);
        for (int rank = 0; rank < count; rank++) {
            ids[rank] = best[rank].doc;
        }
        return count;
    }

    /// The best first.
    ScoreDoc[] candidates(float[] query, int ef) throws IOException {
        TopKnnCollector collector = new TopKnnCollector(ef, Integer.MAX_VALUE);
        segment.searchNearestVectors(LuceneContender.FIELD, query, collector, all);
        return collector.topDocs().scoreDocs;
    }
}
