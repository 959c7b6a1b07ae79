package io.digi.bench.embedded;

import io.digi.bench.search.SearchRun;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.filter.Filter;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.query.PointRead;
import io.digi.model.query.QueryTarget;
import io.digi.model.query.ScoredPoint;
import io.digi.model.query.SearchParams;
import io.digi.model.query.Selection;
import io.digi.model.vector.DenseVector;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// Asks an engine for ids. The requests are made beforehand, so that what is measured is the
/// answer.
public final class EngineAsking implements SearchRun.Asking {
    private final VectorEngine engine;
    private final Supplier<Call> calls;
    private final CollectionName collection;
    private final List<Question> questions;
    private final int limit;
    private final boolean exact;
    private final List<PointRead.Query> reads = new ArrayList<>();
    private int efOfReads = -1;

    /// A vector and the filter that goes with it.
    public record Question(DenseVector vector, Filter filter) {}

    /// @param calls in whose name each is asked
    public EngineAsking(
            VectorEngine engine,
            Supplier<Call> calls,
            CollectionName collection,
            List<Question> questions,
            int limit) {
        this(engine, calls, collection, questions, limit, /* exact= */ false);
    }

    private EngineAsking(
            VectorEngine engine,
            Supplier<Call> calls,
            CollectionName collection,
            List<Question> questions,
            int limit,
            boolean exact) {
        this.engine = engine;
        this.calls = calls;
        this.collection = collection;
        this.questions = List.copyOf(questions);
        this.limit = limit;
        this.exact = exact;
    }

    /// Unfiltered questions.
    public static List<Question> plain(float[][] queries) {
        List<Question> questions = new ArrayList<>();
        for (float[] query : queries) {
            questions.add(question(query, Filter.ALL));
        }
        return questions;
    }

    public static Question question(float[] query, Filter filter) {
        return new Question(new DenseVector(query), filter);
    }

    /// The same, but comparing with every vector.
    public EngineAsking exactly() {
        return new EngineAsking(engine, calls, collection, questions, limit, /* exact= */ true);
    }

    /// Puts -1 in place of ids that are no numbers.
    @Override
    public int ask(int query, int ef, int[] ids) {
        if (ef != efOfReads) {
            prepare(ef);
        }
        List<ScoredPoint> hits = engine.read(calls.get(), collection, reads.get(query));
        for (int rank = 0; rank < hits.size(); rank++) {
            ids[rank] = hits.get(rank).id() instanceof PointId.Num(long id) ? (int) id : -1;
        }
        return hits.size();
    }

    /// What every collection takes by default is left out of the requests.
    private void prepare(int ef) {
        OptionalInt asked =
                ef == LoadedCollection.EF_CONSTRUCT ? OptionalInt.empty() : OptionalInt.of(ef);
        SearchParams params = new SearchParams(asked, exact, /* indexedOnly= */ false);
        reads.clear();
        for (Question question : questions) {
            reads.add(
                    new PointRead.Query(
                            new QueryTarget.Vector(question.vector()),
                            VectorName.DEFAULT,
                            question.filter(),
                            limit,
                            /* offset= */ 0,
                            OptionalDouble.empty(),
                            params,
                            Selection.IDS_ONLY));
        }
        efOfReads = ef;
    }
}
