package io.digi.engine.embedded;

import io.digi.engine.filter.MissingIndex;
import io.digi.engine.plan.QueryTrace;
import io.digi.engine.plan.QueryWatch;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.query.Explanation.Matches;
import io.digi.model.query.Explanation.Spent;
import io.digi.model.query.QueryPhase;
import io.digi.model.query.SearchStep;
import java.util.EnumSet;
import java.util.Locale;
import java.util.stream.Collectors;

/// What is logged of a slow query: where its time went and what it did. No tenant, no id and no
/// value of a payload is in it, only keys that lack an index.
record SlowQueryLine(QueryWatch.Kind kind, String collection, QueryTrace trace) {
    private static final int STEPS_MAX = 8;
    private static final int KEYS_MAX = 5;
    private static final int KEY_LENGTH_MAX = 100;

    /// @param leftOut slow queries since the last line
    String text(long leftOut) {
        Matches matches = trace.matches();
        Spent spent = trace.spent();
        return ("slow query collection=%s kind=%s millis=%d%s in_scope=%d certain=%d possible=%d"
                        + " how=%s compared=%d read=%d checked=%d missing_index=%s left_out=%d")
                .formatted(
                        collection,
                        word(kind),
                        spent.total().toMillis(),
                        times(spent),
                        matches.inScope(),
                        matches.certain(),
                        matches.possible(),
                        how(),
                        spent.comparedVectors(),
                        spent.readRecords(),
                        spent.checkedPoints(),
                        missing(),
                        leftOut);
    }

    private static String times(Spent spent) {
        StringBuilder text = new StringBuilder();
        for (QueryPhase phase : QueryPhase.values()) {
            text.append(' ')
                    .append(word(phase))
                    .append("_ms=")
                    .append(spent.time(phase).toMillis());
        }
        return text.toString();
    }

    private String how() {
        String steps =
                trace.steps().stream()
                        .limit(STEPS_MAX)
                        .map(SlowQueryLine::step)
                        .collect(Collectors.joining(","));
        return steps.isEmpty() ? "-" : trace.steps().size() > STEPS_MAX ? steps + ",…" : steps;
    }

    private static String step(SearchStep step) {
        return switch (step) {
            case SearchStep.Vectors(var why, long compared) ->
                    "vectors:%s:%d".formatted(word(why), compared);
            case SearchStep.Codes(int bits, long compared, _) ->
                    "codes:%dbit:%d".formatted(bits, compared);
            case SearchStep.TailCodes(int bits, long compared, _) ->
                    "tail_codes:%dbit:%d".formatted(bits, compared);
            case SearchStep.Graph(var filtering, int bits, int ef, long wanted, _) ->
                    "graph:%s:%dbit:ef%d:%d".formatted(word(filtering), bits, ef, wanted);
            case SearchStep.Rescored(_, long compared) -> "rescored:%d".formatted(compared);
            case SearchStep.Checked(long nearest, long passed) ->
                    "checked:%d:%d".formatted(nearest, passed);
            case SearchStep.InIdOrder(long taken) -> "id_order:%d".formatted(taken);
        };
    }

    private String missing() {
        String keys =
                trace.missingIndexes().stream()
                        .limit(KEYS_MAX)
                        .map(SlowQueryLine::missing)
                        .collect(Collectors.joining(","));
        return keys.isEmpty() ? "-" : keys;
    }

    /// Callers choose keys: what could end or forge a line is replaced.
    private static String missing(MissingIndex index) {
        String key = index.key().toString();
        String shown = key.substring(0, Math.min(key.length(), KEY_LENGTH_MAX));
        String kinds =
                index.kinds().size() == PayloadIndexKind.values().length
                        ? "any"
                        : EnumSet.copyOf(index.kinds()).stream()
                                .map(PayloadIndexKind::typeName)
                                .collect(Collectors.joining("|"));
        return shown.replaceAll("[^\\p{L}\\p{N}_.\\[\\]-]", "?") + ":" + kinds;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
