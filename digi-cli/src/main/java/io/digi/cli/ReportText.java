package io.digi.cli;

import io.digi.engine.verify.CollectionCount;
import io.digi.engine.verify.Finding;
import io.digi.engine.verify.RepairReport;
import io.digi.engine.verify.Severity;
import io.digi.engine.verify.VerifyReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/// Reports of checks and repairs for a person: a line per collection, the findings by severity, and
/// the outcome in the last line.
final class ReportText {
    private static final String ROW = "%-30s %12s %12s %9s %12s  %s%n";

    private final PrintWriter out;

    private ReportText(PrintWriter out) {
        this.out = out;
    }

    static void print(VerifyReport report, PrintWriter out) {
        ReportText text = new ReportText(out);
        text.collections(report.collections());
        for (Severity severity : Severity.values()) {
            text.findings(severity, report);
        }
        out.println(outcome(report));
    }

    static void print(RepairReport report, PrintWriter out) {
        report.mended().forEach((what, count) -> out.printf("mended: %s: %,d%n", what, count));
        if (report.mended().isEmpty()) {
            out.println("mended: nothing");
        }
        out.println();
        print(report.after(), out);
    }

    private void collections(List<CollectionCount> collections) {
        if (collections.isEmpty()) {
            return;
        }
        out.printf(ROW, "collection", "points", "vectors", "extents", "bytes", "");
        for (CollectionCount count : collections) {
            out.printf(
                    ROW,
                    count.name().value(),
                    number(count.points()),
                    number(count.vectors()),
                    number(count.extents()),
                    number(count.sizeBytes()),
                    count.faults() == 0 ? "ok" : "%,d findings".formatted(count.faults()));
        }
        out.println();
    }

    private void findings(Severity severity, VerifyReport report) {
        if (report.count(severity) == 0) {
            return;
        }
        out.println(heading(severity));
        List<Finding> listed =
                report.findings().stream().filter(f -> f.severity() == severity).toList();
        listed.forEach(this::finding);
        long more = report.count(severity) - listed.size();
        if (more > 0) {
            out.printf("  and %,d more%n", more);
        }
        out.println();
    }

    private static String heading(Severity severity) {
        return switch (severity) {
            case DAMAGE -> "Damage: stored data is lost, unless there is a copy";
            case REPAIRABLE -> "Repairable: derived data is wrong";
            case NOTE -> "Notes";
        };
    }

    private void finding(Finding finding) {
        StringBuilder place = new StringBuilder(finding.file());
        if (finding.offset() != 0) {
            place.append(", byte ").append(finding.offset());
        }
        finding.collection().ifPresent(c -> place.append(", collection ").append(c.value()));
        finding.point()
                .ifPresent(point -> {
                    place.append(", point ").append(point.id());
                    point.tenant().ifPresent(t -> place.append(" of tenant ").append(t.value()));
                });
        out.printf("  %s: %s%n", place, finding.what());
        out.printf("    to do: %s%n", finding.advice());
    }

    private static String outcome(VerifyReport report) {
        String verified =
                "verified: %,d points in %,d collections, "
                        .formatted(report.pointCount(), report.collections().size());
        return report.isClean() ? verified + "no damage" : verified + findings(report.faultCount());
    }

    private static String findings(long count) {
        return count == 1 ? "1 finding" : "%,d findings".formatted(count);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
