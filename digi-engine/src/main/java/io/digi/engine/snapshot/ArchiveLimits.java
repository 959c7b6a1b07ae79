package io.digi.engine.snapshot;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.Counters;
import io.digi.engine.extent.ExtentLayout;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Bounds of what an archive may say of a collection. What it says is not believed: without bounds
/// a few bytes could ask for all memory, or for endless work.
final class ArchiveLimits {
    private static final long NUMBER_MAX = 1L << 53;
    private static final long EXTENT_SIZE_MAX = 1L << 30;
    private static final long EXTENT_COUNT_MAX = 2_000_000;
    private static final long WAITING_SIZE_MAX = 1L << 30;
    private static final int VECTOR_NUMBER_END = 1 << 15;

    private ArchiveLimits() {}

    /// What cannot be, if anything.
    static Optional<String> fault(Definition definition, Counters counters) {
        Set<Integer> numbers = new HashSet<>();
        for (var place : definition.places().entrySet()) {
            int number = place.getValue().number();
            if (number < 0 || number >= VECTOR_NUMBER_END || !numbers.add(number)) {
                return Optional.of("vector number %d cannot be".formatted(number));
            }
            if (!counters.rows().containsKey(number)) {
                return Optional.of("vector number %d has no counters".formatted(number));
            }
            Optional<String> fault =
                    fault(definition.layout(place.getKey()), counters.rows(number));
            if (fault.isPresent()) {
                return fault;
            }
        }
        boolean isPossible =
                counters.rows().size() == numbers.size()
                        && isNumber(counters.operationNumber())
                        && counters.slotEnd() >= 0
                        && counters.pointCount() >= 0
                        && counters.pointCount() <= counters.slotEnd();
        return isPossible ? Optional.empty() : Optional.of("its counters cannot be");
    }

    private static Optional<String> fault(ExtentLayout layout, Counters.RowCounters rows) {
        long stride = layout.rows().strideBytes();
        boolean isPossible =
                layout.rowCapacity() * stride <= EXTENT_SIZE_MAX
                        && isNumber(rows.end())
                        && isNumber(rows.drained())
                        && rows.drained() <= rows.end()
                        && rows.drained() / layout.rowCapacity() <= EXTENT_COUNT_MAX
                        && rows.end() - rows.drained() <= WAITING_SIZE_MAX / stride;
        return isPossible
                ? Optional.empty()
                : Optional.of(
                        "%s in files of %d rows cannot be".formatted(rows, layout.rowCapacity()));
    }

    private static boolean isNumber(long value) {
        return value >= 0 && value < NUMBER_MAX;
    }
}
