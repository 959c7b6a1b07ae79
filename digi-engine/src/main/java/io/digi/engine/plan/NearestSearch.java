package io.digi.engine.plan;

import io.digi.engine.collection.ReadView;
import io.digi.engine.collection.RowStore;
import io.digi.engine.collection.VectorState;
import io.digi.engine.generation.IndexPlan;
import io.digi.engine.key.TenantAndId;
import io.digi.engine.record.StoredPoint;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.index.flat.FlatSearch;
import io.digi.index.flat.ScoredRows;
import io.digi.index.flat.TopRows;
import io.digi.index.kernel.Metric;
import io.digi.index.kernel.RowKernel;
import io.digi.model.config.VectorConfig;
import io.digi.model.engine.Call;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.VectorName;
import io.digi.model.query.QueryPhase;
import io.digi.model.query.SearchStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToLongFunction;

/// Finds the nearest points by comparing the query with the rows of every point that matches, or of
/// those on a [Shortlist].
///
/// Conditions that no index answers are checked on the nearest candidates first, in growing
/// batches; if those do not yield enough, on all of them.
final class NearestSearch {
    private static final int FIRST_CHECKED = 256;
    private static final int CHECKED_GROWTH = 16;
    private static final int CHECKED_BEFORE_ALL = 8_192;
    private static final float NO_FLOOR = Float.NEGATIVE_INFINITY;

    /// So many equal scores are put into the order of ids; of more, the oldest rows come first.
    private static final int TIES_MAX = 10_000;

    private final QueryTrace trace;
    private final Call call;
    private final ReadView view;
    private final PointReader reader;
    private final DamageReport damage;
    private final Shortlist shortlist;
    private final VectorState vector;
    private final IntToLongFunction rowOf;
    private final Metric metric;
    private final float[] query;
    private final RowKernel kernel;
    private final Comparator<Hit> order;

    /// @param query as rows are compared with it `[dimension]`
    /// @param shortlist which candidates are compared
    NearestSearch(
            QueryTrace trace,
            ReadView view,
            RowStore rows,
            VectorName name,
            float[] query,
            Shortlist shortlist,
            DamageReport damage) {
        VectorConfig config = view.state().definition().vector(name);
        this.trace = trace;
        this.call = trace.call();
        this.view = view;
        this.reader = new PointReader(view);
        this.damage = damage;
        this.shortlist = shortlist;
        this.vector = view.state().vector(view.state().definition().vectorNumber(name));
        this.rowOf = new ViewRows(view, rows, vector.number());
        this.metric = IndexPlan.metric(config.distance());
        Comparator<Hit> byValue = Comparator.comparingDouble(Hit::value);
        this.order =
                (config.distance().largerIsNearer() ? byValue.reversed() : byValue)
                        .thenComparing(hit -> hit.point().name(), TenantAndId.ORDER);
        this.query = query;
        this.kernel = Scoring.kernel(config.distance());
    }

    /// The `count` nearest of the matching points, nearest first; equal ones in the order of tenant
    /// and id.
    List<Hit> nearest(Matching matching, int count, OptionalDouble threshold) {
        SlotSet wanted = present(matching.candidates()).andNot(view.state().damaged());
        while (true) {
            try {
                return matching.isExact()
                        ? best(shortlist, wanted, count, threshold)
                        : checked(wanted, matching, count, threshold);
            } catch (DamagedVector damaged) {
                damage.damaged(view.state().definition().number(), damaged.slot, damaged.problem);
                SlotSetEditor rest = wanted.edit();
                rest.remove(damaged.slot);
                wanted = rest.build();
            }
        }
    }

    /// Most collections have the vector in every point.
    private SlotSet present(SlotSet slots) {
        boolean everywhere = vector.present().cardinality() == view.state().live().cardinality();
        return everywhere ? slots : slots.and(vector.present());
    }

    private List<Hit> checked(
            SlotSet wanted, Matching matching, int count, OptionalDouble threshold) {
        long total = wanted.cardinality();
        for (long size = Math.max(FIRST_CHECKED, 4L * count);
                size <= CHECKED_BEFORE_ALL && size < total;
                size *= CHECKED_GROWTH) {
            List<Hit> nearest = best(shortlist, wanted, (int) size, threshold);
            trace.begin(QueryPhase.CHECK);
            List<Hit> passed = new ArrayList<>();
            for (Hit hit : nearest) {
                if (passed.size() < count && matching.passes(hit.slot(), hit.point())) {
                    passed.add(hit);
                }
            }
            trace.add(new SearchStep.Checked(nearest.size(), passed.size()));
            boolean isAll = threshold.isPresent() && nearest.size() < size;
            if (passed.size() == count || isAll) {
                return passed;
            }
        }
        trace.begin(QueryPhase.CHECK);
        SlotSet matches = matching.among(call, wanted);
        return best(
                Shortlist.everything(trace, SearchStep.Why.ALL_CHECKED), matches, count, threshold);
    }

    private List<Hit> best(Shortlist list, SlotSet wanted, int count, OptionalDouble threshold) {
        trace.begin(QueryPhase.CANDIDATES);
        CandidateSlots candidates = new CandidateSlots();
        SlotSet others = list.of(wanted, count, candidates);
        candidates.sort();
        trace.begin(QueryPhase.COMPARE);
        CandidateRows all = CandidateRows.of(others, rowOf);
        float floor =
                threshold.isPresent()
                        ? metric.scoreAbove((float) threshold.getAsDouble())
                        : NO_FLOOR;
        int kept = Math.min(count, all.count() + candidates.count());
        TopRows top = top(kept + 1, floor);
        int compared = compare(all, candidates, kept, /* least= */ 0, top);
        ScoredRows best = top.drain();
        if (best.count() > kept && kept > 0 && tie(best, kept - 1, kept)) {
            float tied = Math.nextDown(lowestEqual(best.score(kept)));
            TopRows withTies = top(kept + TIES_MAX, Math.max(floor, tied));
            compare(all, candidates, kept, compared, withTies);
            best = withTies.drain();
        }
        trace.begin(QueryPhase.FETCH);
        List<Hit> hits = hits(slots(all, candidates, best, kept), best);
        return hits.subList(0, Math.min(kept, hits.size()));
    }

    private static TopRows top(int count, float floor) {
        return floor == NO_FLOOR ? new TopRows(count) : TopRows.above(count, floor);
    }

    /// Returns how many of the candidates were compared.
    ///
    /// @param hitCount how many of the best rows are hits
    /// @param least of the candidates so many are compared
    private int compare(
            CandidateRows all, CandidateSlots candidates, int hitCount, int least, TopRows top) {
        if (all.count() > 0) {
            FlatSearch scan = new FlatSearch(kernel, query);
            vector.spans()
                    .forEachBlock(
                            vector.rowEnd(),
                            all,
                            block -> {
                                call.check("search");
                                scan.collect(block, all, top);
                            });
        }
        int compared = rescore(candidates, hitCount, least, top);
        trace.addComparedVectors(all.count() + compared);
        return compared;
    }

    private int rescore(CandidateSlots candidates, int hitCount, int least, TopRows top) {
        if (candidates.count() == 0) {
            return 0;
        }
        int compared =
                new Rescoring(call, kernel, query, vector.spans(), rowOf)
                        .compare(candidates, hitCount, least, top);
        trace.add(new SearchStep.Rescored(candidates.count(), compared));
        return compared;
    }

    private boolean tie(ScoredRows best, int rank, int otherRank) {
        return metric.publicValue(best.score(rank)) == metric.publicValue(best.score(otherRank));
    }

    /// The lowest score that users see as the same value.
    private float lowestEqual(float score) {
        float lowest = score;
        float value = metric.publicValue(score);
        while (lowest > Float.NEGATIVE_INFINITY
                && metric.publicValue(Math.nextDown(lowest)) == value) {
            lowest = Math.nextDown(lowest);
        }
        return lowest;
    }

    /// The slots of the best rows. What lies behind `kept` counts only where it ties with what lies
    /// before.
    private int[] slots(CandidateRows all, CandidateSlots candidates, ScoredRows best, int kept) {
        int count = kept == 0 ? 0 : best.count();
        while (count > kept && !tie(best, count - 1, kept - 1)) {
            count--;
        }
        int[] slots = new int[count];
        long[] rows = new long[count];
        int rowCount = 0;
        for (int i = 0; i < count; i++) {
            if (!Rescoring.isMark(best.row(i))) {
                rows[rowCount++] = best.row(i);
            }
        }
        int[] slotsOfRows = all.slotsOf(Arrays.copyOf(rows, rowCount));
        int next = 0;
        for (int i = 0; i < count; i++) {
            slots[i] =
                    Rescoring.isMark(best.row(i))
                            ? candidates.slot(Rescoring.rank(best.row(i)))
                            : slotsOfRows[next++];
        }
        return slots;
    }

    /// The points in some slots, the nearest first, equal scores in the order of tenant and id.
    private List<Hit> hits(int[] slots, ScoredRows best) {
        List<Hit> hits = new ArrayList<>(slots.length);
        for (int i = 0; i < slots.length; i++) {
            StoredPoint point = reader.at(slots[i]);
            verify(slots[i], point);
            float positiveZero = 0f;
            float value = metric.publicValue(best.score(i)) + positiveZero;
            hits.add(new Hit(slots[i], point, value));
        }
        trace.addReadRecords(hits.size());
        hits.sort(order);
        return hits;
    }

    private void verify(int slot, StoredPoint point) {
        try {
            reader.verify(point.vector(vector.number()).orElseThrow());
        } catch (DigiException e) {
            if (e.problem() instanceof Problem.Corrupt problem) {
                throw new DamagedVector(slot, problem);
            }
            throw e;
        }
    }

    /// A hit whose elements are not what was written.
    private static final class DamagedVector extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int slot;
        private final transient Problem.Corrupt problem;

        DamagedVector(int slot, Problem.Corrupt problem) {
            super(problem.message());
            this.slot = slot;
            this.problem = problem;
        }
    }
}
