package io.digi.cli;

import io.digi.bench.embedded.Quantization;
import io.digi.bench.run.Scenario;
import io.digi.bench.run.SearchBench;
import io.digi.model.config.HnswConfig;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `digi bench search`: the engine in this process.
@Command(
        name = "search",
        description = {
            "The engine in this process, as a program with Digi in it has it: searches without and"
                    + " with filters, by several threads, beside writes and after changes.",
            "",
            "Loads a collection, waits until it is indexed and measures with one thread. The truth"
                    + " is found by an exact scan. With --dir all of it stays for the next run."
        })
final class SearchBenchCommand extends BenchCommand.One {
    @Mixin VectorOptions vectors = new VectorOptions();

    @Option(
            names = "--parts",
            split = ",",
            paramLabel = "PART",
            description =
                    "Beside plain searches: filters, threads, writes, changes; none. Default: all")
    List<String> parts = List.of("filters", "threads", "writes", "changes");

    @Option(
            names = "--ef",
            split = ",",
            paramLabel = "N",
            description = "Candidates of plain searches. Default: 24,32,48,64,96,128,192,256,384")
    List<Integer> efs = List.of(24, 32, 48, 64, 96, 128, 192, 256, 384);

    @Option(
            names = "--selectivity",
            split = ",",
            paramLabel = "S",
            description = "Parts of the points that filters leave. Default: 0.5,0.1,0.01,0.001")
    List<Double> selectivities = List.of(0.5, 0.1, 0.01, 0.001);

    @Option(
            names = "--threads",
            split = ",",
            paramLabel = "N",
            description = "That search at once. Default: 1,2")
    List<Integer> threads = List.of(1, 2);

    @Option(
            names = "--churn",
            paramLabel = "S",
            description = "Part of the points that is deleted and stored again. Default: 0.3")
    double churn = 0.3;

    @Option(
            names = "--quantization",
            split = ",",
            paramLabel = "Q",
            description = "none, scalar, binary: a collection for each. Default: none")
    List<Quantization> quantizations = List.of(Quantization.NONE);

    @Option(names = "--seconds", paramLabel = "N", description = "Of each figure. Default: 2")
    int seconds = 2;

    SearchBenchCommand(PrintWriter out, PrintWriter err, BuildInfo build) {
        super(out, err, build);
    }

    @Override
    Scenario scenario() {
        efs.forEach(ef -> positive("--ef", ef));
        threads.forEach(count -> positive("--threads", count));
        selectivities.forEach(part -> part("--selectivity", part));
        part("--churn", churn);
        return new SearchBench(
                new SearchBench.Plan(
                        vectors.source(),
                        vectors.similarity(),
                        parts(),
                        efs,
                        selectivities,
                        threads,
                        churn,
                        quantizations,
                        HnswConfig.DEFAULT.fullScanThresholdKb(),
                        Duration.ofSeconds(positive("--seconds", seconds)),
                        vectors.seed));
    }

    private Set<SearchBench.Part> parts() {
        Set<SearchBench.Part> known = EnumSet.noneOf(SearchBench.Part.class);
        for (String name : parts) {
            known.addAll(
                    switch (name) {
                        case "none", "" -> Set.of();
                        case "filters" -> Set.of(SearchBench.Part.FILTERS);
                        case "threads" -> Set.of(SearchBench.Part.THREADS);
                        case "writes" -> Set.of(SearchBench.Part.WRITES);
                        case "changes" -> Set.of(SearchBench.Part.CHANGES);
                        default ->
                                throw wrong(
                                        "--parts: %s is none of filters, threads, writes, changes, none"
                                                .formatted(name));
                    });
        }
        return known;
    }

    private void part(String name, double value) {
        if (!(value > 0 && value <= 1)) {
            throw wrong(name + " is " + value + ", expected a part such as 0.1");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
