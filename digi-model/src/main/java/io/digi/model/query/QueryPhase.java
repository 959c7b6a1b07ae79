package io.digi.model.query;

/// What a query spends time on.
public enum QueryPhase {
    /// Asks the payload indexes which points match.
    FILTER,
    /// Looks for candidates by their codes, along the graph or one by one.
    CANDIDATES,
    /// Compares vectors with the query.
    COMPARE,
    /// Checks payloads against conditions that no index answers.
    CHECK,
    /// Reads the points of the answer.
    FETCH
}
