package io.digi.engine.plan;

import io.digi.engine.filter.FilterBitmaps;
import io.digi.engine.filter.MissingIndex;
import io.digi.model.engine.Call;
import io.digi.model.filter.Filter;
import io.digi.model.query.Explanation.ConditionAnswer;
import io.digi.model.query.Explanation.Matches;
import io.digi.model.query.Explanation.Spent;
import io.digi.model.query.QueryPhase;
import io.digi.model.query.SearchStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What one query does, noted while it is done: what is explained and logged is what happened. A
/// handful of numbers, cheap enough to be kept of every query. Not thread-safe.
public final class QueryTrace {
    private static final Matches NOTHING_YET = new Matches(0, 0, 0);

    private final Call call;
    private final Map<QueryPhase, Long> phaseNanos = new EnumMap<>(QueryPhase.class);
    private final List<SearchStep> steps = new ArrayList<>();
    private Matches matches = NOTHING_YET;
    private Optional<AnsweredFilter> filter = Optional.empty();
    private long comparedVectors;
    private long readRecords;
    private long checkedPoints;
    private QueryPhase phase = QueryPhase.FILTER;
    private long phaseStartNanos = System.nanoTime();

    /// A filter and the indexes that answered it.
    private record AnsweredFilter(FilterBitmaps indexes, Filter filter) {}

    /// @param call whose costs the query is part of
    QueryTrace(Call call) {
        this.call = call;
    }

    Call call() {
        return call;
    }

    /// Whatever comes next is part of a phase.
    void begin(QueryPhase next) {
        long now = System.nanoTime();
        phaseNanos.merge(phase, now - phaseStartNanos, Long::sum);
        phase = next;
        phaseStartNanos = now;
    }

    /// The query is over.
    void end() {
        begin(phase);
    }

    void matched(Matches found) {
        matches = found;
    }

    void matched(Matches found, FilterBitmaps indexes, Filter answered) {
        matches = found;
        filter = Optional.of(new AnsweredFilter(indexes, answered));
    }

    void add(SearchStep step) {
        steps.add(step);
    }

    void addComparedVectors(long count) {
        comparedVectors += count;
        call.costs().addScoredVectors(count);
    }

    void addReadRecords(long count) {
        readRecords += count;
        call.costs().addReadRecords(count);
    }

    void addCheckedPoints(long count) {
        checkedPoints += count;
    }

    public Matches matches() {
        return matches;
    }

    public List<SearchStep> steps() {
        return steps;
    }

    public Spent spent() {
        Map<QueryPhase, Duration> times = new EnumMap<>(QueryPhase.class);
        phaseNanos.forEach((each, nanos) -> times.put(each, Duration.ofNanos(nanos)));
        return new Spent(comparedVectors, readRecords, checkedPoints, times);
    }

    /// Of all phases together.
    public long totalNanos() {
        long nanos = 0;
        for (long each : phaseNanos.values()) {
            nanos += each;
        }
        return nanos;
    }

    /// How the conditions of the filter were answered. Looked up now, in the indexes that answered.
    List<ConditionAnswer> conditions() {
        return filter.map(of -> of.indexes().answers(of.filter())).orElse(List.of());
    }

    /// The indexes for lack of which payloads were checked. Looked up now.
    public Set<MissingIndex> missingIndexes() {
        return filter.map(of -> of.indexes().missingIndexes(of.filter())).orElse(Set.of());
    }
}
