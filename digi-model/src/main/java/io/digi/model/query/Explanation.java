package io.digi.model.query;

import io.digi.model.config.PayloadIndexKind;
import io.digi.model.id.TenantId;
import io.digi.model.payload.JsonPath;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What was done to answer a query, and what it cost. All counts are of points in the scope of the
/// call; nothing here is a value of a payload.
///
/// @param tenant the one whose points the scope has; empty where it has everybody's
/// @param hitCount points that the query answered
/// @param conditions of the filter, in their order, groups and nested filters opened
/// @param steps how the hits were found, in the order of time
/// @param index empty where the query compares no vectors
/// @param hints what would make it cheaper or is worth knowing, each a sentence
public record Explanation(
        Optional<TenantId> tenant,
        int hitCount,
        Matches matches,
        List<ConditionAnswer> conditions,
        List<SearchStep> steps,
        Optional<VectorIndex> index,
        Spent spent,
        List<String> hints) {
    public Explanation {
        conditions = List.copyOf(conditions);
        steps = List.copyOf(steps);
        hints = List.copyOf(hints);
    }

    /// What the payload indexes know of the points that match the filter.
    ///
    /// @param inScope points that the caller reaches
    /// @param certain points that match for sure
    /// @param possible points that may match, with those that do for sure
    public record Matches(long inScope, long certain, long possible) {
        /// Whether no payload has to be read to know what matches.
        public boolean isExact() {
            return certain == possible;
        }
    }

    /// How one condition of the filter was answered.
    ///
    /// @param name of the kind of condition, as filters call it
    /// @param key whose values it is about, from the root of the payload; empty where it is about
    ///   ids or vectors
    /// @param index the kind of the index at the key, if there is one
    /// @param isDecided whether indexes say of every point whether it passes; of the others the
    ///   payload has to be read
    /// @param missing any of these kinds of index at the key would decide it
    public record ConditionAnswer(
            String name,
            Optional<JsonPath> key,
            Optional<PayloadIndexKind> index,
            boolean isDecided,
            Set<PayloadIndexKind> missing) {
        public ConditionAnswer {
            missing = Set.copyOf(missing);
        }
    }

    /// The index of the vector that was searched.
    ///
    /// @param vectors points that have the vector
    /// @param coded points among them that the index knows by their codes
    /// @param linked points among these that a graph leads to
    public record VectorIndex(long vectors, long coded, long linked) {
        /// Points that the index does not know; their vectors are compared one by one.
        public long tail() {
            return vectors - coded;
        }
    }

    /// What it cost.
    ///
    /// @param comparedVectors vectors that the query was compared with, codes not counted
    /// @param readRecords stored points read
    /// @param checkedPoints points whose payload was checked against the filter, one by one
    /// @param times where the time went
    public record Spent(
            long comparedVectors,
            long readRecords,
            long checkedPoints,
            Map<QueryPhase, Duration> times) {
        public Spent {
            Map<QueryPhase, Duration> all = new EnumMap<>(QueryPhase.class);
            for (QueryPhase phase : QueryPhase.values()) {
                all.put(phase, times.getOrDefault(phase, Duration.ZERO));
            }
            times = Map.copyOf(all);
        }

        public Duration time(QueryPhase phase) {
            return times.getOrDefault(phase, Duration.ZERO);
        }

        public Duration total() {
            return times.values().stream().reduce(Duration.ZERO, Duration::plus);
        }
    }
}
