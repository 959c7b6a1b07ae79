package io.digi.bench.run;

import io.digi.bench.curve.Curve;
import io.digi.bench.curve.IndexPoint;
import io.digi.bench.data.BitRows;
import io.digi.bench.data.NpyFile;
import io.digi.bench.embedded.EngineAsking;
import io.digi.bench.embedded.FilterCase;
import io.digi.bench.embedded.LoadedCollection;
import io.digi.bench.embedded.Rewriting;
import io.digi.bench.embedded.SearchSubject;
import io.digi.bench.embedded.SearchTable;
import io.digi.bench.machine.RandomReads;
import io.digi.bench.report.Promises;
import io.digi.bench.report.Report;
import io.digi.index.flat.RowSet;
import io.digi.model.change.PointChange;
import io.digi.model.change.PointSelection;
import io.digi.model.id.PointId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/// The parts of [SearchBench] that go beyond plain searches, each on the same collection.
final class SearchParts {
    private static final double RECALL_MIN = 0.97;
    private static final double RECALL_LOSS_MAX = 0.005;
    private static final double FILTERED_RATE_MIN = 0.5;
    private static final double GAIN_MIN = 0.9;
    private static final long LOOP_BYTES_MIN = 1L << 20;
    private static final long LOOP_BYTES_MAX = 1L << 31;
    private static final int PASSES = 9;
    private static final int BATCH = 256;

    private final Report report;
    private final Promises promises;
    private final SearchSubject subject;
    private final SearchTable table;
    private final SearchTable.Subject name;
    private final SearchBench.Plan plan;

    SearchParts(
            Report report,
            Promises promises,
            SearchSubject subject,
            SearchTable table,
            SearchTable.Subject name,
            SearchBench.Plan plan) {
        this.report = report;
        this.promises = promises;
        this.subject = subject;
        this.table = table;
        this.name = name;
        this.plan = plan;
    }

    /// @param plain searches without a filter
    void filters(Curve plain) throws IOException, InterruptedException {
        report.stage("Finding the true nearest of filtered queries");
        Map<FilterCase, NpyFile> truths = new LinkedHashMap<>();
        for (FilterCase filter : subject.filters().all()) {
            truths.put(
                    filter,
                    subject.neighborsAmong(filter.name(), filter.queries(), filter::permitted));
        }
        table.head();
        for (Map.Entry<FilterCase, NpyFile> one : truths.entrySet()) {
            FilterCase filter = one.getKey();
            IndexPoint point =
                    table.measure(
                            name.with(
                                    filter.kind() + " " + filter.selectivity(),
                                    Map.of(
                                            "part", "filters",
                                            "filter", filter.kind().toString(),
                                            "selectivity", filter.selectivity())),
                            List.of(subject.filtered(filter)),
                            one.getValue(),
                            LoadedCollection.EF_CONSTRUCT);
            judgeFilter(filter, point, SearchSubject.rateAt(plain, point.recall()));
        }
    }

    private void judgeFilter(FilterCase filter, IndexPoint point, double plainRate) {
        String which = name.engine() + ", filter " + filter.kind() + " " + filter.selectivity();
        double rate = point.queriesPerSecond();
        promises.judge(
                which,
                point.recall() >= RECALL_MIN && rate >= FILTERED_RATE_MIN * plainRate,
                String.format(
                        Locale.ROOT,
                        "recall %.4f (%.2f), %,.0f/s, %.2f × unfiltered (%.1f)",
                        point.recall(),
                        RECALL_MIN,
                        rate,
                        rate / plainRate,
                        FILTERED_RATE_MIN));
    }

    /// What several threads gain, beside what loops gain that are bound by memory, over as much of
    /// it as the vectors take.
    void threads() throws InterruptedException {
        report.stage("Searching by several threads");
        List<Double> rates = new ArrayList<>();
        List<Double> loops = new ArrayList<>();
        table.head();
        long size = Math.clamp(subject.sizeBytes(), LOOP_BYTES_MIN, LOOP_BYTES_MAX);
        try (RandomReads reads = RandomReads.over(size)) {
            for (int threads : plan.threads()) {
                loops.add(reads.perSecond(threads, PASSES));
                rates.add(plainRate(threads));
            }
        }
        for (int i = 0; i < rates.size(); i++) {
            int threads = plan.threads().get(i);
            report.figure("memory-bound loops, threads: " + threads, loops.get(i), "rows/s");
            if (i > 0) {
                double gain = rates.get(i) / rates.getFirst();
                double loopGain = loops.get(i) / loops.getFirst();
                promises.judge(
                        "%s: %d threads gain at least %.1f × what memory-bound loops gain"
                                .formatted(name.engine(), threads, GAIN_MIN),
                        gain >= GAIN_MIN * loopGain,
                        String.format(Locale.ROOT, "%.2f × against %.2f ×", gain, loopGain));
            }
        }
    }

    private double plainRate(int threads) throws InterruptedException {
        List<EngineAsking> askings =
                IntStream.range(0, threads).mapToObj(_ -> subject.plain()).toList();
        return table.measure(
                        name.with("threads: " + threads, Map.of("part", "threads")),
                        askings,
                        subject.neighbors(),
                        LoadedCollection.EF_CONSTRUCT)
                .queriesPerSecond();
    }

    /// Searches while another thread stores points again as fast as it can.
    void writes() throws IOException, InterruptedException {
        report.stage("Searching while points are stored again at full rate");
        table.head();
        double before = plain("before writes", "writes");
        double during;
        try (Rewriting rewriting = Rewriting.start(subject, plan.seed())) {
            during = plain("while writing", "writes");
            report.figure("points stored meanwhile", rewriting.perSecond(), "points/s");
        }
        subject.collection().awaitIndexed();
        judgeLoss("while writing", before, during);
        judgeLoss("after writes, indexed again", before, plain("after writes", "writes"));
    }

    /// Deletes points and stores them again; then a restart, and a repair.
    void changes() throws IOException, InterruptedException {
        report.stage("Deleting points and storing them again");
        table.head();
        BitSet gone = chosen();
        double before = plain("before", "changes");
        delete(gone);
        subject.collection().awaitIndexed();
        judgeLoss("after deletes", before, without(gone));
        store(gone);
        subject.collection().awaitIndexed();
        judgeLoss("after storing again", before, plain("stored again", "changes"));
        subject.store().restart();
        subject.collection().awaitIndexed();
        judgeLoss("after a restart", before, plain("after a restart", "changes"));
        subject.store().repair();
        subject.collection().awaitIndexed();
        judgeLoss("after a repair", before, plain("after a repair", "changes"));
    }

    private BitSet chosen() {
        BitSet gone = new BitSet();
        SplittableRandom random = new SplittableRandom(plan.seed());
        for (int number = 0; number < subject.count(); number++) {
            gone.set(number, random.nextDouble() < plan.changed());
        }
        return gone;
    }

    private void delete(BitSet gone) {
        List<PointId> ids = gone.stream().mapToObj(PointId::of).toList();
        inBatches(ids, batch -> new PointChange.Delete(new PointSelection.Ids(batch)));
    }

    private void store(BitSet gone) {
        List<Integer> numbers = gone.stream().boxed().toList();
        inBatches(
                numbers,
                batch -> new PointChange.Upsert(batch.stream().map(subject::point).toList()));
    }

    private <T> void inBatches(List<T> all, Function<List<T>, PointChange> change) {
        LoadedCollection collection = subject.collection();
        for (int from = 0; from < all.size(); from += BATCH) {
            collection.write(change.apply(all.subList(from, Math.min(from + BATCH, all.size()))));
        }
    }

    private double plain(String what, String part) throws InterruptedException {
        return table.measure(
                        name.with(what, Map.of("part", part)),
                        List.of(subject.plain()),
                        subject.neighbors(),
                        LoadedCollection.EF_CONSTRUCT)
                .recall();
    }

    private double without(BitSet gone) throws IOException, InterruptedException {
        BitSet left = new BitSet();
        left.set(0, subject.count());
        left.andNot(gone);
        RowSet permitted = new BitRows(left);
        List<Integer> all = IntStream.range(0, subject.neighbors().rowCount()).boxed().toList();
        NpyFile truth = subject.neighborsAmong("changed-" + plan.changed(), all, _ -> permitted);
        return table.measure(
                        name.with("after deletes", Map.of("part", "changes")),
                        List.of(subject.plain()),
                        truth,
                        LoadedCollection.EF_CONSTRUCT)
                .recall();
    }

    private void judgeLoss(String when, double before, double after) {
        promises.judge(
                "%s: %s at most %.1f points of recall lost"
                        .formatted(name.engine(), when, 100 * RECALL_LOSS_MAX),
                before - after <= RECALL_LOSS_MAX,
                String.format(Locale.ROOT, "%.4f, before %.4f", after, before));
    }
}
