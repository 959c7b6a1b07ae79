package io.digi.engine.plan;

import io.digi.engine.generation.IndexPlan;
import io.digi.engine.generation.Linked;
import io.digi.engine.slot.SlotSet;
import io.digi.index.hnsw.GraphFilter;
import io.digi.model.engine.Call;

/// The slots that are nearest to a query by their codes, and all that have no code. Of few slots
/// all codes are compared; of many, those that the graph leads to. Where it does not lead to
/// enough, all codes again: there are always as many candidates as there are slots to be had.
final class CodeShortlist implements Shortlist {
    /// A longer list of candidates costs more than comparing all codes is likely to.
    private static final int EF_MAX = 8_192;

    private static final int EF_GROWTH = 4;

    /// Comparing so many codes costs about as much as a walk with a filter does for each candidate.
    private static final int SCANNED_PER_EF = 150;

    /// From this part of the graph on, passing over what is not wanted is cheaper than looking
    /// beyond it.
    private static final double MOST = 0.4;

    /// Fewer dead nodes than one in so many are sorted out of what a search finds, rather than
    /// asked about during the search.
    private static final int DEAD_DIVISOR = 32;

    private final Call call;
    private final IndexPlan plan;
    private final Linked linked;
    private final float[] query;
    private final Candidates candidates;

    /// @param query as rows are compared with it `[dimension]`
    CodeShortlist(Call call, IndexPlan plan, Linked linked, float[] query, Candidates candidates) {
        this.call = call;
        this.plan = plan;
        this.linked = linked;
        this.query = query;
        this.candidates = candidates;
    }

    @Override
    public SlotSet of(SlotSet wanted, int count, CandidateSlots found) {
        int listed = candidates.listed(count);
        if (wanted.cardinality() <= listed) {
            return wanted;
        }
        SlotSet coded = wanted.and(linked.slots());
        int most = coded.cardinality();
        if (most <= listed) {
            return wanted;
        }
        call.check("search");
        if (!isScanned(most, listed)) {
            walk(coded, Math.min(count, most), listed, found);
        }
        if (found.count() == 0) {
            int compared = candidates.compared(listed, count);
            linked.generation().scan(query, compared, coded, found);
        }
        return most == wanted.cardinality() ? SlotSet.empty() : wanted.andNot(linked.slots());
    }

    private boolean isScanned(int wanted, int listed) {
        return plan.isScanned(wanted) || wanted <= (long) SCANNED_PER_EF * listed;
    }

    /// Leaves nothing in `found` if it does not find `due`.
    private void walk(SlotSet coded, int due, int listed, CandidateSlots found) {
        int most = coded.cardinality();
        GraphFilter how = how(most);
        for (int ef = listed; ef < most && ef <= EF_MAX; ef *= EF_GROWTH) {
            call.check("search");
            int compared = candidates.compared(ef, due * (ef / listed));
            linked.generation().search(query, ef, compared, coded, how, found);
            if (found.count() >= due) {
                return;
            }
            found.clear();
        }
    }

    private GraphFilter how(int wanted) {
        int all = linked.slots().cardinality();
        if (wanted == all && linked.deadCount() <= all / DEAD_DIVISOR) {
            return GraphFilter.NONE;
        }
        return wanted >= MOST * all ? GraphFilter.ON_RESULTS : GraphFilter.ACORN;
    }
}
