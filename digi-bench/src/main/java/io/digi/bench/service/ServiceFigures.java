package io.digi.bench.service;

import io.digi.bench.rest.Measured;
import java.util.OptionalDouble;

/// How a service did.
///
/// @param all searches over all points
/// @param ofTenant searches among the points of one tenant
/// @param residentMb memory of its process at the end in 10⁶ bytes, where that can be told
public record ServiceFigures(
        String name, Searches all, Searches ofTenant, OptionalDouble residentMb) {
    /// Searches of one kind.
    ///
    /// @param ef the least number of candidates that reaches the recall asked for, or the most
    ///   tried
    /// @param one by one client, one after the other
    /// @param many by several clients at once
    public record Searches(int ef, double recall, Measured one, Measured many) {}
}
