package io.digi.engine.embedded;

import io.digi.engine.catalog.Definition;
import io.digi.engine.plan.QueryTrace;
import io.digi.engine.plan.QueryWatch;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Counts the queries that take long, by collection, and says of some of them why: of a collection
/// one line a second at most. Thread-safe.
final class SlowQueries implements QueryWatch {
    private static final long LINE_INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    private final long thresholdNanos;
    private final LongSupplier nanoTime;
    private final Consumer<String> lines;
    private final Map<Integer, OfCollection> byNumber = new ConcurrentHashMap<>();

    /// @param threshold queries that take longer are slow
    /// @param lines gets what is to be logged
    SlowQueries(Duration threshold, LongSupplier nanoTime, Consumer<String> lines) {
        this.thresholdNanos = threshold.toNanos();
        this.nanoTime = nanoTime;
        this.lines = lines;
    }

    @Override
    public void ended(Kind kind, Definition collection, QueryTrace trace) {
        if (trace.totalNanos() <= thresholdNanos) {
            return;
        }
        OfCollection seen = byNumber.computeIfAbsent(collection.number(), _ -> new OfCollection());
        OptionalLong leftOut = seen.count(nanoTime.getAsLong());
        if (leftOut.isPresent()) {
            lines.accept(
                    new SlowQueryLine(kind, collection.name().value(), trace)
                            .text(leftOut.getAsLong()));
        }
    }

    /// Slow queries since the start by the number of their collection. Forgets those of others than
    /// `collections`.
    Map<Integer, Long> counts(Set<Integer> collections) {
        byNumber.keySet().retainAll(collections);
        Map<Integer, Long> counts = new HashMap<>();
        // A collection that is newer than the caller's list may have come in meanwhile.
        byNumber.forEach((number, seen) -> {
            if (collections.contains(number)) {
                counts.put(number, seen.total());
            }
        });
        return counts;
    }

    /// The slow queries of one collection.
    private static final class OfCollection {
        private long total;
        private long leftOut;
        private long nextLineNanos;

        /// How many have been left out since the last line, if this one is to have a line.
        synchronized OptionalLong count(long now) {
            boolean isFirst = total++ == 0;
            if (!isFirst && now - nextLineNanos < 0) {
                leftOut++;
                return OptionalLong.empty();
            }
            nextLineNanos = now + LINE_INTERVAL_NANOS;
            long before = leftOut;
            leftOut = 0;
            return OptionalLong.of(before);
        }

        synchronized long total() {
            return total;
        }
    }
}
