package io.digi.engine.verify;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What a check of a storage directory found.
///
/// @param findings at most [#LISTED_MAX], the worst kind first, else in the order found
/// @param counts how many there are of each severity, those not listed included
/// @param collections in the order of their names
public record VerifyReport(
        List<Finding> findings, Map<Severity, Long> counts, List<CollectionCount> collections) {
    /// More findings than this are only counted.
    public static final int LISTED_MAX = 1_000;

    public VerifyReport {
        findings = findings.stream().sorted(Comparator.comparing(Finding::severity)).toList();
        Map<Severity, Long> all = new EnumMap<>(Severity.class);
        for (Severity severity : Severity.values()) {
            all.put(severity, counts.getOrDefault(severity, 0L));
        }
        counts = Map.copyOf(all);
        collections =
                collections.stream().sorted(Comparator.comparing(c -> c.name().value())).toList();
    }

    public long count(Severity severity) {
        return counts.getOrDefault(severity, 0L);
    }

    /// Findings that are no mere notes.
    public long faultCount() {
        return count(Severity.DAMAGE) + count(Severity.REPAIRABLE);
    }

    public boolean isClean() {
        return faultCount() == 0;
    }

    public long pointCount() {
        return collections.stream().mapToLong(CollectionCount::points).sum();
    }
}
