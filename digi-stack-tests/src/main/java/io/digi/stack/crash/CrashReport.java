package io.digi.stack.crash;

import io.digi.stack.crash.Violation.Kind;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;

/// The figures of a run.
///
/// @param cycles how often the server was killed, `startKills` of them while it started
/// @param acknowledged writes that were acknowledged
/// @param open writes that were killed before their answer
/// @param changesLost changes of files that power cuts took, `changesTorn` of them in part
/// @param entriesLost creations, removals and renames that power cuts took
/// @param mapped files that the server mapped for writing, which no power cut can take back
/// @param restarts from the start of the process until it was ready, in order
public record CrashReport(
        long seed,
        int cycles,
        int startKills,
        long acknowledged,
        long open,
        long changesLost,
        long changesTorn,
        long entriesLost,
        SortedSet<String> mapped,
        List<Duration> restarts,
        List<Violation> violations) {

    /// Whether every promise was kept.
    public boolean clean() {
        return violations.isEmpty() && mapped.isEmpty();
    }

    public long count(Kind kind) {
        return violations.stream().filter(violation -> violation.kind() == kind).count();
    }

    /// The figures as lines of text.
    public String text() {
        List<Duration> sorted = restarts.stream().sorted().toList();
        return """
        cycles                %d (%d of them killed while starting), seed %d
        acknowledged writes   %d, without answer %d
        lost writes           %d
        resurrected deletes   %d
        phantoms              %d
        wrong vectors         %d
        wrong payloads        %d
        half batches          %d
        restart               median %d ms, worst %d ms
        lost by power cuts    %d changes, %d torn, %d directory entries
        mapped for writing    %s
        """
                .formatted(
                        cycles,
                        startKills,
                        seed,
                        acknowledged,
                        open,
                        count(Kind.LOST_WRITE),
                        count(Kind.RESURRECTED),
                        count(Kind.PHANTOM),
                        count(Kind.WRONG_VECTOR),
                        count(Kind.WRONG_PAYLOAD),
                        count(Kind.HALF_BATCH),
                        sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2).toMillis(),
                        sorted.isEmpty() ? 0 : sorted.getLast().toMillis(),
                        changesLost,
                        changesTorn,
                        entriesLost,
                        mapped.isEmpty() ? "nothing" : mapped);
    }
}
