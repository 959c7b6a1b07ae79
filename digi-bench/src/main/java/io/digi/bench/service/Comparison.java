package io.digi.bench.service;

import io.digi.bench.report.Promises;
import io.digi.bench.report.Report;
import io.digi.bench.rest.Measured;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Several services side by side, Digi first: a table of what moving away from Chroma was promised
/// to bring, and whether it does.
public final class Comparison {
    private static final double LATENCY_MS_MAX = 20;
    private static final double RATE_MIN = 1_000;
    private static final double MEMORY_MB_MAX = 1_000;
    private static final double FASTER = 10;
    private static final double SMALLER = 4;

    private final List<ServiceFigures> all;
    private final ServiceFigures own;
    private final double recall;

    /// @param recall that every service had to reach
    public Comparison(List<ServiceFigures> all, double recall) {
        this.all = List.copyOf(all);
        this.own = all.getFirst();
        this.recall = recall;
    }

    public void print(Report report) {
        report.stage("At recall " + recall);
        row(report, "", ServiceFigures::name);
        row(report, "recall@10", of -> number("%.4f", of.all().recall()));
        row(report, "latency, 1 client, median, ms", of -> millis(of.all().one(), 50));
        row(report, "  95 %", of -> millis(of.all().one(), 95));
        row(report, "throughput, queries/s", of -> number("%,.0f", of.all().many().perSecond()));
        row(report, "  median, ms", of -> millis(of.all().many(), 50));
        row(report, "  95 %", of -> millis(of.all().many(), 95));
        row(report, "one tenant's, recall@10", of -> number("%.4f", of.ofTenant().recall()));
        row(report, "  1 client, median, ms", of -> millis(of.ofTenant().one(), 50));
        row(
                report,
                "  throughput, queries/s",
                of -> number("%,.0f", of.ofTenant().many().perSecond()));
        row(
                report,
                "resident memory, MB",
                of ->
                        of.residentMb().isPresent()
                                ? number("%,.0f", of.residentMb().getAsDouble())
                                : "unknown");
    }

    private interface Cell {
        String of(ServiceFigures figures);
    }

    private void row(Report report, String name, Cell cell) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("bench", "compare");
        fields.put("name", name.isEmpty() ? "service" : name.strip());
        all.forEach(figures -> fields.put(figures.name(), cell.of(figures)));
        String cells =
                all.stream()
                        .map(figures -> "%14s".formatted(cell.of(figures)))
                        .collect(Collectors.joining());
        report.row("%-32s%s".formatted(name, cells), fields);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String millis(Measured measured, int percent) {
        return number("%.2f", measured.millisAt(percent));
    }

    /// Judges what the document of the stack says of moving away from Chroma, as far as this run
    /// shows it, and whether Digi keeps up with a Qdrant.
    public void judge(Promises promises) {
        for (ServiceFigures figures : all) {
            reached(promises, figures, "all points", figures.all());
            reached(promises, figures, "one tenant's", figures.ofTenant());
        }
        double latency = own.all().one().millisAt(95);
        promises.judge(
                "latency: 95 % of searches within 20 ms",
                latency <= LATENCY_MS_MAX, number("%.2f ms", latency));
        double rate = own.all().many().perSecond();
        promises.judge(
                "throughput: at least 1,000 queries/s", rate >= RATE_MIN, number("%,.0f/s", rate));
        own.residentMb()
                .ifPresent(mb ->
                        promises.judge(
                                "memory: at most 1 GB resident",
                                mb <= MEMORY_MB_MAX,
                                number("%,.0f MB", mb)));
        named("chroma").ifPresent(chroma -> beside(promises, chroma, FASTER, SMALLER));
        named("qdrant").ifPresent(qdrant -> beside(promises, qdrant, 1, 1));
    }

    private void reached(
            Promises promises,
            ServiceFigures figures,
            String what,
            ServiceFigures.Searches searches) {
        promises.judge(
                "%s, %s: recall@10 at least %s".formatted(figures.name(), what, recall),
                searches.recall() >= recall,
                number("%.4f", searches.recall()) + " with ef " + searches.ef());
    }

    private Optional<ServiceFigures> named(String name) {
        return all.stream().filter(figures -> figures.name().equals(name)).findFirst();
    }

    private void beside(Promises promises, ServiceFigures peer, double faster, double smaller) {
        ratio(promises, "latency", peer, faster, of -> 1 / of.all().one().millisAt(50));
        ratio(promises, "throughput", peer, faster, of -> of.all().many().perSecond());
        ratio(promises, "one tenant's", peer, 1, of -> of.ofTenant().many().perSecond());
        OptionalDouble theirs = peer.residentMb();
        if (theirs.isPresent() && own.residentMb().isPresent()) {
            ratio(promises, "memory", peer, smaller, of -> 1 / of.residentMb().orElseThrow());
        }
    }

    /// @param goodness larger is better
    private void ratio(
            Promises promises,
            String what,
            ServiceFigures peer,
            double least,
            ToDoubleFunction<ServiceFigures> goodness) {
        double ratio = goodness.applyAsDouble(own) / goodness.applyAsDouble(peer);
        promises.judge(
                String.format(
                        Locale.ROOT, "%s: at least %.0f × as good as %s", what, least, peer.name()),
                ratio >= least,
                number("%.2f ×", ratio));
    }
}
