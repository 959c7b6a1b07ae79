package io.digi.engine.plan;

import io.digi.engine.catalog.Definition;

/// Hears of every query, scroll and count when it is over, whether it was answered or failed.
public interface QueryWatch {
    /// What was asked for.
    enum Kind {
        QUERY,
        SCROLL,
        COUNT
    }

    void ended(Kind kind, Definition collection, QueryTrace trace);
}
