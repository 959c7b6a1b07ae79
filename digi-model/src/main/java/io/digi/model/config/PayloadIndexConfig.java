package io.digi.model.config;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.error.Violation;
import java.util.List;

/// An index over the values at one payload key. Answers are the same with and without it; with it
/// they come without reading payloads.
public sealed interface PayloadIndexConfig {
    /// Exact strings.
    record Keyword(boolean isTenant, boolean onDisk) implements PayloadIndexConfig {}

    /// 64-bit integers; `lookup` serves matches, `range` serves ranges.
    record Int(boolean lookup, boolean range, boolean isPrincipal, boolean onDisk)
            implements PayloadIndexConfig {
        public Int {
            if (!lookup && !range) {
                throw new DigiException(
                        new Problem.Invalid(
                                List.of(
                                        new Violation(
                                                "",
                                                "the 'lookup' and 'range' capabilities can't be"
                                                        + " both disabled"))));
            }
        }
    }

    static PayloadIndexConfig keyword() {
        return new Keyword(/* isTenant= */ false, /* onDisk= */ false);
    }

    static PayloadIndexConfig integer() {
        return new Int(
                /* lookup= */ true,
                /* range= */ true,
                /* isPrincipal= */ false,
                /* onDisk= */ false);
    }
}
