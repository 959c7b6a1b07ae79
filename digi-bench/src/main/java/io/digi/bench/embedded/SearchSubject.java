package io.digi.bench.embedded;

import io.digi.bench.curve.Curve;
import io.digi.bench.curve.IndexPoint;
import io.digi.bench.data.ExactNeighbors;
import io.digi.bench.data.IndexData;
import io.digi.bench.data.NpyFile;
import io.digi.bench.data.Similarity;
import io.digi.index.flat.RowSet;
import io.digi.model.change.Point;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.engine.Call;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.payload.Payload;
import io.digi.model.vector.NamedVectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/// A collection with all points of a data set, its questions and its truth: what the parts of a
/// benchmark measure in turn.
public final class SearchSubject {
    private final EmbeddedStore store;
    private final IndexData data;
    private final Similarity similarity;
    private final FilterCases filters;
    private final float[][] queries;
    private final Path work;
    private final LoadedCollection.Plan plan;
    private final Quantization quantization;

    /// What a collection is to be.
    ///
    /// @param thresholdKb vectors larger than this together, in KiB, get a graph
    /// @param madeOf names the content
    public record Settings(Quantization quantization, int thresholdKb, String madeOf) {}

    /// @param work where truth is kept
    /// @param queries as they are compared
    public SearchSubject(
            EmbeddedStore store,
            IndexData data,
            Similarity similarity,
            FilterCases filters,
            float[][] queries,
            Path work,
            Settings settings) {
        this.store = store;
        this.data = data;
        this.similarity = similarity;
        this.filters = filters;
        this.queries = queries;
        this.work = work;
        this.quantization = settings.quantization();
        this.plan =
                new LoadedCollection.Plan(
                        new CollectionName("search-" + quantization),
                        settings.madeOf(),
                        data.dimension(),
                        similarity.distance(),
                        settings.thresholdKb(),
                        quantization.settings(),
                        Optional.empty(),
                        Map.of(
                                FilterCase.TAGS, PayloadIndexConfig.keyword(),
                                FilterCase.RANK, PayloadIndexConfig.integer()));
    }

    public LoadedCollection.Filled fill() throws IOException, InterruptedException {
        return LoadedCollection.fill(store.engine(), plan, data.count(), this::point);
    }

    /// The collection as the engine that is open now has it.
    public LoadedCollection collection() {
        return LoadedCollection.existing(store.engine(), plan.name());
    }

    public EmbeddedStore store() {
        return store;
    }

    public Quantization quantization() {
        return quantization;
    }

    public int count() {
        return data.count();
    }

    /// The size of the vectors as 32-bit floats.
    public long sizeBytes() {
        return (long) data.count() * data.dimension() * Float.BYTES;
    }

    public FilterCases filters() {
        return filters;
    }

    /// A point by its number. Thread-safe.
    public Point point(int number) {
        Payload payload = filters.payload(number);
        return new Point(PointId.of(number), NamedVectors.of(data.base().floats(number)), payload);
    }

    /// The true nearest to all queries.
    public NpyFile neighbors() {
        return data.neighbors();
    }

    /// The true nearest among some points, kept under a name.
    public NpyFile neighborsAmong(String name, List<Integer> some, IntFunction<RowSet> permitted)
            throws IOException, InterruptedException {
        return ExactNeighbors.among(
                work.resolve("neighbors-%s-%d.npy".formatted(name, some.size())),
                data,
                some.stream().map(query -> queries[query]).toArray(float[][]::new),
                permitted,
                similarity,
                SearchTable.LIMIT);
    }

    /// All queries without a filter.
    public EngineAsking plain() {
        return asking(EngineAsking.plain(queries));
    }

    /// The queries of a case with their filters.
    public EngineAsking filtered(FilterCase filter) {
        List<EngineAsking.Question> questions = new ArrayList<>();
        for (int place = 0; place < filter.queries().size(); place++) {
            float[] query = queries[filter.queries().get(place)];
            questions.add(EngineAsking.question(query, filter.filter(place)));
        }
        return asking(questions);
    }

    private EngineAsking asking(List<EngineAsking.Question> questions) {
        return new EngineAsking(
                store.engine(), Call::everything, plan.name(), questions, SearchTable.LIMIT);
    }

    /// Links and codes in memory, in 10⁶ bytes.
    public double indexMb() {
        return store.megabytes("graph") + store.megabytes("graphs") + store.megabytes("codes");
    }

    /// The rate of unfiltered searches at a recall; at more than was measured, that of the most.
    public static double rateAt(Curve curve, double recall) {
        double most = curve.points().stream().mapToDouble(IndexPoint::recall).max().orElseThrow();
        return curve.rateAt(Math.min(recall, most)).orElseThrow();
    }
}
