package io.digi.engine.plan;

import io.digi.engine.generation.IndexPlan;
import io.digi.engine.generation.Linked;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.index.hnsw.GraphFilter;
import io.digi.model.engine.Call;

/// The slots that a graph finds near a query, and all that the graph does not answer for. Where few
/// slots are wanted, or the graph does not find enough of them, every wanted slot.
final class GraphShortlist implements Shortlist {
    /// A longer list of candidates costs more than comparing everything is likely to.
    private static final int EF_MAX = 8_192;

    private static final int EF_GROWTH = 4;

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
    GraphShortlist(Call call, IndexPlan plan, Linked linked, float[] query, Candidates candidates) {
        this.call = call;
        this.plan = plan;
        this.linked = linked;
        this.query = query;
        this.candidates = candidates;
    }

    @Override
    public SlotSet of(SlotSet wanted, int count) {
        SlotSet inGraph = wanted.and(linked.slots());
        int most = inGraph.cardinality();
        int due = Math.min(count, most);
        if (plan.isScanned(most)) {
            return wanted;
        }
        SlotSet tail = wanted.andNot(linked.slots());
        int first = candidates.listed(due);
        for (int ef = first; ef < most && ef <= EF_MAX; ef *= EF_GROWTH) {
            call.check("search");
            SlotSetEditor found = tail.edit();
            int compared = candidates.compared(ef, due * (ef / first));
            linked.generation().search(query, ef, compared, inGraph, how(most), found::add);
            SlotSet shortlist = found.build();
            if (shortlist.cardinality() - tail.cardinality() >= due) {
                return shortlist;
            }
        }
        return wanted;
    }

    private GraphFilter how(int wanted) {
        int all = linked.slots().cardinality();
        if (wanted == all && linked.deadCount() <= all / DEAD_DIVISOR) {
            return GraphFilter.NONE;
        }
        return wanted >= MOST * all ? GraphFilter.ON_RESULTS : GraphFilter.ACORN;
    }
}
