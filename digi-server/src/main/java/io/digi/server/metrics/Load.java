package io.digi.server.metrics;

import java.util.Map;

/// How busy the server is now.
///
/// @param queueDepths requests that wait, by queue
/// @param rejectedCounts requests refused since the start, by queue
/// @param bodyBytes bytes of bodies in work
public record Load(
        Map<String, Integer> queueDepths, Map<String, Long> rejectedCounts, long bodyBytes) {
    public Load {
        queueDepths = Map.copyOf(queueDepths);
        rejectedCounts = Map.copyOf(rejectedCounts);
    }
}
