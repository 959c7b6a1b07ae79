package io.digi.cli;

import io.digi.engine.verify.CollectionCount;
import io.digi.engine.verify.Finding;
import io.digi.engine.verify.RepairReport;
import io.digi.engine.verify.Severity;
import io.digi.engine.verify.VerifyReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Reports of checks and repairs as JSON, in one line.
final class ReportJson {
    private ReportJson() {}

    static String of(VerifyReport report) {
        return text(fields(report));
    }

    static String of(RepairReport report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("mended", report.mended());
        fields.putAll(fields(report.after()));
        return text(fields);
    }

    private static Map<String, Object> fields(VerifyReport report) {
        Map<String, Object> counts = new LinkedHashMap<>();
        for (Severity severity : Severity.values()) {
            counts.put(name(severity), report.count(severity));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("clean", report.isClean());
        fields.put("points", report.pointCount());
        fields.put("counts", counts);
        fields.put("collections", report.collections().stream().map(ReportJson::fields).toList());
        fields.put("findings", report.findings().stream().map(ReportJson::fields).toList());
        return fields;
    }

    private static Map<String, Object> fields(CollectionCount count) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", count.name().value());
        fields.put("points", count.points());
        fields.put("vectors", count.vectors());
        fields.put("extents", count.extents());
        fields.put("bytes", count.sizeBytes());
        fields.put("findings", count.faults());
        return fields;
    }

    private static Map<String, Object> fields(Finding finding) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("severity", name(finding.severity()));
        fields.put("file", finding.file());
        fields.put("offset", finding.offset());
        finding.collection().ifPresent(c -> fields.put("collection", c.value()));
        finding.point()
                .ifPresent(point -> {
                    point.tenant().ifPresent(tenant -> fields.put("tenant", tenant.value()));
                    fields.put("point", point.id().toString());
                });
        fields.put("what", finding.what());
        fields.put("advice", finding.advice());
        return fields;
    }

    private static String name(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private static String text(Object value) {
        return switch (value) {
            case Map<?, ?> fields ->
                    fields.entrySet().stream()
                            .map(f -> text(String.valueOf(f.getKey())) + ":" + text(f.getValue()))
                            .collect(Collectors.joining(",", "{", "}"));
            case List<?> items -> {
                List<String> texts = new ArrayList<>();
                items.forEach(item -> texts.add(text(item)));
                yield "[" + String.join(",", texts) + "]";
            }
            case String string -> quoted(string);
            default -> String.valueOf(value);
        };
    }

    private static String quoted(String string) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
