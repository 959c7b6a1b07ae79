package io.digi.engine.filter;

import io.digi.model.config.PayloadIndexKind;
import io.digi.model.payload.JsonPath;
import java.util.Set;

/// An index that a filter would be answered with, if it were there.
///
/// @param kinds any of these serves
public record MissingIndex(JsonPath key, Set<PayloadIndexKind> kinds) {
    public MissingIndex {
        kinds = Set.copyOf(kinds);
    }
}
