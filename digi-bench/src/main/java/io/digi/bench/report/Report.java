package io.digi.bench.report;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// Takes the figures of one benchmark and prints each as it comes: a line of a table for readers,
/// and where asked for, an object on a line of its own for programs.
public final class Report {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String bench;
    private final PrintWriter table;
    private final Optional<PrintWriter> json;

    public Report(String bench, PrintWriter table) {
        this(bench, table, Optional.empty());
    }

    public Report(String bench, PrintWriter table, PrintWriter json) {
        this(bench, table, Optional.of(json));
    }

    private Report(String bench, PrintWriter table, Optional<PrintWriter> json) {
        this.bench = bench;
        this.table = table;
        this.json = json;
    }

    /// What the figures are about, such as the machine.
    public void fact(String name, String text) {
        table.printf("%-44s  %s%n", name, text);
        table.flush();
        line(name, Map.of("text", text));
    }

    /// A count or a whole number of units.
    public void figure(String name, long value, String unit) {
        figure(name, String.format(Locale.ROOT, "%,d", value), value, unit);
    }

    public void figure(String name, double value, String unit) {
        figure(name, shown(value), value, unit);
    }

    private void figure(String name, String shown, Number value, String unit) {
        table.printf("%-44s %14s %s%n", name, shown, unit);
        table.flush();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("value", value);
        fields.put("unit", unit);
        line(name, fields);
    }

    /// Figures that belong together: a line of a table for readers, and for programs the fields
    /// alone.
    public void row(String shown, Map<String, ?> fields) {
        table.println(shown);
        table.flush();
        print(fields);
    }

    /// Says what is going on now; for readers only.
    public void stage(String text) {
        table.printf("%n%s%n", text);
        table.flush();
    }

    private void line(String name, Map<String, ?> fields) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("bench", bench);
        all.put("name", name);
        all.putAll(fields);
        print(all);
    }

    private void print(Map<String, ?> fields) {
        json.ifPresent(writer -> {
            writer.println(JSON.writeValueAsString(fields));
            writer.flush();
        });
    }

    /// Large numbers without decimals, small ones with three digits that count.
    static String shown(double value) {
        double size = Math.abs(value);
        String format =
                size >= 100 || size == Math.rint(size) ? "%,.0f" : size >= 10 ? "%.1f" : "%.4g";
        return String.format(Locale.ROOT, format, value);
    }
}
