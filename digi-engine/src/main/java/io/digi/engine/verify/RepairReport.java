package io.digi.engine.verify;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a repair did, and what a check afterwards found.
///
/// @param mended how often each thing was done, by its words
/// @param after the check that ended the repair
public record RepairReport(Map<String, Long> mended, VerifyReport after) {
    public RepairReport {
        mended = Collections.unmodifiableMap(new LinkedHashMap<>(mended));
    }
}
