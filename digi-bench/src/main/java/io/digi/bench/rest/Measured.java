package io.digi.bench.rest;

/// How requests went.
///
/// @param nanos from the first request to the last answer
/// @param retries answers with status 429, after which the request was sent again
public record Measured(Latencies latencies, long nanos, long retries) {
    public long requests() {
        return latencies.count();
    }

    public double seconds() {
        return nanos / 1e9;
    }

    public double perSecond() {
        return requests() / seconds();
    }

    /// The time that `percent` of the requests did not exceed.
    public double millisAt(double percent) {
        return latencies.millisAt(percent);
    }
}
