package io.digi.bench.curve;

import java.util.Map;

/// Points for tests.
final class Points {
    private Points() {}

    static IndexPoint point(String engine, double recall, double queriesPerSecond) {
        return new IndexPoint(engine, 10, recall, queriesPerSecond, 20, 5, Map.of());
    }
}
