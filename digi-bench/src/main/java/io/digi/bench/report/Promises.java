package io.digi.bench.report;

import java.util.LinkedHashMap;
import java.util.Map;

/// What was promised, and whether this run shows it: kept or missed, with the figures that it was
/// judged by. Printed together at the end.
public final class Promises {
    private final Map<String, String> judged = new LinkedHashMap<>();

    public Promises() {}

    public void judge(String promise, boolean kept, String figures) {
        judged.put(promise, (kept ? "kept: " : "MISSED: ") + figures);
    }

    public void print(Report report) {
        if (!judged.isEmpty()) {
            report.stage("Promises");
        }
        judged.forEach(report::fact);
    }
}
