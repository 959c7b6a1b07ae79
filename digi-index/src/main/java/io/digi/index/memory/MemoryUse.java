package io.digi.index.memory;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a [MemoryBudget] had given out at one moment. The parts are read one after the other, so
/// under concurrent changes they need not add up to `usedBytes`.
public record MemoryUse(long limitBytes, long usedBytes, SortedMap<String, Long> bytesByPurpose) {
    public MemoryUse {
        bytesByPurpose = Collections.unmodifiableSortedMap(new TreeMap<>(bytesByPurpose));
    }

    MemoryUse(long limitBytes, long usedBytes, Map<String, Long> bytesByPurpose) {
        this(limitBytes, usedBytes, (SortedMap<String, Long>) new TreeMap<>(bytesByPurpose));
    }
}
