package io.digi.engine.plan;

import io.digi.engine.collection.VectorState;
import io.digi.engine.generation.CodeWalk;
import io.digi.engine.generation.IndexPlan;
import io.digi.engine.generation.Linked;
import io.digi.engine.generation.TailCodes;
import io.digi.engine.slot.SlotSet;
import io.digi.index.hnsw.GraphFilter;
import io.digi.model.engine.Call;
import io.digi.model.query.SearchParams;
import io.digi.model.query.SearchStep;
import java.util.function.IntToLongFunction;

/// The slots that are nearest to a query by their codes, and all that have no code. Of few slots
/// all codes are compared; of many, those that the graph leads to. Where it does not lead to
/// enough, all codes again: there are always as many candidates as there are slots to be had.
final class CodeShortlist implements Shortlist {
    /// A longer list of candidates costs more than comparing all codes is likely to.
    private static final int EF_MAX = 8_192;

    private static final int EF_GROWTH = 4;

    /// So many times the list of candidates are compared by their rows: looking at the codes first
    /// would save little.
    private static final int FEW_TIMES = 2;

    /// Comparing so many codes costs about as much as a walk with a filter does for each candidate.
    private static final int SCANNED_PER_EF = 350;

    /// Comparing so many codes for each candidate is worth it where a walk would end far from them.
    private static final int SCANNED_PER_EF_ASTRAY = 2_000;

    /// A walk is astray where not even this part is accepted of what a random set of nodes would
    /// be.
    private static final float ASTRAY = 0.4f;

    /// From this part of the graph on, passing over what is not wanted is cheaper than looking
    /// beyond it.
    private static final double MOST = 0.4;

    /// Fewer dead nodes than one in so many are sorted out of what a search finds, rather than
    /// asked about during the search.
    private static final int DEAD_DIVISOR = 32;

    private final QueryTrace trace;
    private final Call call;
    private final IndexPlan plan;
    private final VectorState vector;
    private final float[] query;
    private final SearchParams params;
    private final IntToLongFunction rowOf;

    /// @param query as rows are compared with it `[dimension]`
    /// @param rowOf the row of a slot
    CodeShortlist(
            QueryTrace trace,
            IndexPlan plan,
            VectorState vector,
            float[] query,
            SearchParams params,
            IntToLongFunction rowOf) {
        this.trace = trace;
        this.call = trace.call();
        this.plan = plan;
        this.vector = vector;
        this.query = query;
        this.params = params;
        this.rowOf = rowOf;
    }

    @Override
    public SlotSet of(SlotSet wanted, int count, CandidateSlots found) {
        SlotSet compared = wanted;
        int few = 0;
        for (Linked part : vector.parts()) {
            int listed = candidates(part).listed(count);
            if (compared.cardinality() <= (long) FEW_TIMES * listed) {
                few = compared.cardinality();
                break;
            }
            SlotSet coded = isWhole(part) ? compared : compared.and(part.slots());
            if (coded.cardinality() > (long) FEW_TIMES * listed) {
                call.check("search");
                boolean isFound = find(part, coded, count, listed, found);
                if (isFound) {
                    compared = isWhole(part) ? SlotSet.empty() : compared.andNot(part.slots());
                } else {
                    few += coded.cardinality();
                }
            } else {
                few += coded.cardinality();
            }
        }
        compared = scanTail(compared, count, found);
        few = Math.min(few, compared.cardinality());
        note(SearchStep.Why.FEW, few);
        note(SearchStep.Why.NOT_INDEXED, compared.cardinality() - few);
        return compared;
    }

    /// Compares the codes of what is not linked, where it is much. Returns what has none.
    private SlotSet scanTail(SlotSet rest, int count, CandidateSlots found) {
        if (vector.codes().isEmpty()) {
            return rest;
        }
        TailCodes tail = vector.codes().get();
        Candidates candidates = candidates(tail.codeBits());
        int listed = candidates.listed(count);
        if (rest.cardinality() <= (long) FEW_TIMES * listed) {
            return rest;
        }
        call.check("search");
        int before = found.count();
        int kept = candidates.scanned(listed, count, /* isAfterWalk= */ false);
        SlotSet uncoded = tail.scan(query, kept, rest, rowOf, found);
        trace.add(
                new SearchStep.TailCodes(
                        tail.codeBits(),
                        rest.cardinality() - uncoded.cardinality(),
                        found.count() - before));
        int due = Math.min(count, rest.cardinality() - uncoded.cardinality());
        return isEnough(before, due, found) ? uncoded : rest;
    }

    private void note(SearchStep.Why why, int compared) {
        if (compared > 0) {
            trace.add(new SearchStep.Vectors(why, compared));
        }
    }

    /// Whether a part answers for every slot that a search may want.
    private boolean isWhole(Linked part) {
        return part.slots().cardinality() == vector.present().cardinality();
    }

    private Candidates candidates(Linked part) {
        return candidates(part.generation().codeBits());
    }

    private Candidates candidates(int bits) {
        return new Candidates(
                bits, params.efSearch().orElse(plan.hnsw().efConstruct()), params.quantization());
    }

    /// Returns false, and adds nothing to `found`, if there are fewer candidates than there should
    /// be: nodes that this view still knows may have been removed.
    private boolean find(Linked part, SlotSet coded, int count, int listed, CandidateSlots found) {
        boolean isWalked = !isScanned(part, coded.cardinality(), listed);
        if (isWalked && walk(part, coded, count, listed, found)) {
            return true;
        }
        int before = found.count();
        int kept = candidates(part).scanned(listed, count, isWalked);
        part.generation().scan(query, kept, coded, found);
        int met = found.count() - before;
        trace.add(new SearchStep.Codes(part.generation().codeBits(), coded.cardinality(), met));
        return isEnough(before, Math.min(count, coded.cardinality()), found);
    }

    /// Whether at least `due` were added to the first `before`; if not, they are taken out again.
    private static boolean isEnough(int before, int due, CandidateSlots found) {
        boolean isEnough = found.count() - before >= due;
        if (!isEnough) {
            found.keepFirst(before);
        }
        return isEnough;
    }

    private boolean isScanned(Linked part, int wanted, int listed) {
        return !part.generation().hasLinks()
                || plan.isScanned(wanted)
                || wanted <= (long) SCANNED_PER_EF * listed;
    }

    /// Returns false, and adds nothing to `found`, if it does not find enough, or if comparing all
    /// codes is the better way.
    private boolean walk(Linked part, SlotSet coded, int count, int listed, CandidateSlots found) {
        int most = coded.cardinality();
        int due = Math.min(count, most);
        GraphFilter how = how(part, most);
        for (int ef = listed; ef < most && ef <= EF_MAX; ef *= EF_GROWTH) {
            call.check("search");
            int compared = candidates(part).compared(ef, due * (ef / listed));
            int before = found.count();
            CodeWalk walk = new CodeWalk(ef, compared, how, shareMin(part, most, ef));
            boolean isThere = part.generation().search(query, walk, coded, found);
            int met = found.count() - before;
            trace.add(
                    new SearchStep.Graph(
                            filtering(how), part.generation().codeBits(), ef, most, met));
            if (isEnough(before, isThere ? due : most, found)) {
                return true;
            }
            if (!isThere) {
                return false;
            }
        }
        return false;
    }

    /// A walk that meets fewer of the wanted slots around the query than this is left for a scan,
    /// where one is in reach.
    private static float shareMin(Linked part, int wanted, int ef) {
        boolean mayScan = wanted <= (long) SCANNED_PER_EF_ASTRAY * ef;
        return mayScan ? ASTRAY * wanted / part.slots().cardinality() : 0;
    }

    private static SearchStep.Filtering filtering(GraphFilter how) {
        return switch (how) {
            case NONE -> SearchStep.Filtering.NONE;
            case ON_RESULTS -> SearchStep.Filtering.ON_RESULTS;
            case ACORN -> SearchStep.Filtering.BEYOND;
        };
    }

    private static GraphFilter how(Linked part, int wanted) {
        int all = part.slots().cardinality();
        if (wanted == all && part.deadCount() <= all / DEAD_DIVISOR) {
            return GraphFilter.NONE;
        }
        return wanted >= MOST * all ? GraphFilter.ON_RESULTS : GraphFilter.ACORN;
    }
}
