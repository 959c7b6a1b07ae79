package io.digi.bench.contender.lucene;

import io.digi.bench.contender.Contender;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.VectorScorer;

/// Searches codes, then scores the best of what it found with the vectors themselves.
final class RescoringSearcher implements Contender.Searcher {
    private final LeafReader segment;
    private final FloatSearcher codes;
    private final int rescoredPerResult;

    /// @param rescoredPerResult 0 to rescore all candidates
    RescoringSearcher(LeafReader segment, int rescoredPerResult) {
        this.segment = segment;
        this.codes = new FloatSearcher(segment);
        this.rescoredPerResult = rescoredPerResult;
    }

    @Override
    public int search(float[] query, int ef, int[] ids) throws IOException {
        ScoreDoc[] best = codes.candidates(query, Math.max(ef, ids.length));
        int rescored =
                rescoredPerResult == 0
                        ? best.length
                        : Math.min(best.length, rescoredPerResult * ids.length);
        rescore(query, best, rescored);
        int count = Math.min(rescored, ids.length);
        for (int rank = 0; rank < count; rank++) {
            ids[rank] = best[rank].doc;
        }
        return count;
    }

    private void rescore(float[] query, ScoreDoc[] best, int count) throws IOException {
        VectorScorer scorer = segment.getFloatVectorValues(LuceneContender.FIELD).rescorer(query);
        Arrays.sort(best, 0, count, Comparator.comparingInt(hit -> hit.doc));
        DocIdSetIterator documents = scorer.iterator();
        for (int i = 0; i < count; i++) {
            documents.advance(best[i].doc);
            best[i].score = scorer.score();
        }
        Arrays.sort(best, 0, count, Comparator.comparingDouble(hit -> -hit.score));
    }
}
