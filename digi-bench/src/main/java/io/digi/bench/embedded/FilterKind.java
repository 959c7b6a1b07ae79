package io.digi.bench.embedded;

import java.util.Locale;

/// How the points that a filter leaves lie to the query.
public enum FilterKind {
    /// Anywhere: points with a keyword that was given out at random.
    RANDOM,
    /// Anywhere: a range over an integer that was given out at random.
    RANGE,
    /// Near the query: those nearest to a centre that is near the query.
    NEAR,
    /// Far from the query: those farthest from that centre.
    FAR;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
