package io.digi.cli;

import io.digi.bench.run.Bench;
import io.digi.bench.run.CollectionsBench;
import io.digi.bench.run.ExactBench;
import io.digi.bench.run.LoadBench;
import io.digi.bench.run.Scenario;
import io.digi.bench.run.SmallDiskBench;
import io.digi.bench.run.WritesBench;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `digi bench`: measurements that anyone can repeat, each a command below this one.
@Command(
        name = "bench",
        synopsisSubcommandLabel = "BENCHMARK",
        commandListHeading = "%nBenchmarks:%n",
        description = {
            "Measures a server of its own, beside what the machine can do.",
            "",
            "The server gets the launcher's --memory-limit. Figures are of use only from a machine"
                    + " that does nothing else."
        })
final class BenchCommand implements Callable<Integer> {
    private static final long SEED = 20_261_124;

    @Spec CommandLine.Model.CommandSpec spec;

    private BenchCommand() {}

    static CommandLine commandLine(PrintWriter out, PrintWriter err, BuildInfo build) {
        return new CommandLine(new BenchCommand())
                .addSubcommand(new Exact(out, err, build))
                .addSubcommand(new IndexBenchCommand(out, err, build))
                .addSubcommand(caseInsensitive(new SearchBenchCommand(out, err, build)))
                .addSubcommand(new TenantsBenchCommand(out, err, build))
                .addSubcommand(new RestBenchCommand(out, err, build))
                .addSubcommand(new CompareBenchCommand(out, err, build))
                .addSubcommand(new Writes(out, err, build))
                .addSubcommand(new Collections(out, err, build))
                .addSubcommand(new Load(out, err, build));
    }

    private static CommandLine caseInsensitive(One command) {
        return new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "which benchmark? There are "
                        + String.join(", ", spec.commandLine().getSubcommands().keySet()));
    }

    /// A benchmark: what all have in common.
    abstract static class One implements Callable<Integer> {
        private final PrintWriter out;
        private final PrintWriter err;
        private final BuildInfo build;

        @Mixin BenchOptions options = new BenchOptions();

        @Spec CommandLine.Model.CommandSpec spec;

        One(PrintWriter out, PrintWriter err, BuildInfo build) {
            this.out = out;
            this.err = err;
            this.build = build;
        }

        abstract Scenario scenario();

        @Override
        public final Integer call() throws Exception {
            Scenario scenario = scenario();
            try (BenchOutput output = options.output(spec.name(), out, err);
                    Bench bench = Bench.begin(options.setup(output.report(), build.commit()))) {
                scenario.run(bench);
            }
            return ExitCode.CLEAN.code();
        }

        final <N extends Number> N positive(String name, N value) {
            if (value.longValue() < 1) {
                throw new ParameterException(
                        spec.commandLine(), name + " is " + value + ", expected at least 1");
            }
            return value;
        }
    }

    @Command(
            name = "exact",
            description = "Exact search on real embeddings: recall, rate, memory bandwidth.")
    static final class Exact extends One {
        @Option(
                names = "--data",
                required = true,
                paramLabel = "DIR",
                description = "base.npy, queries.npy, neighbors.npy and payload.jsonl.gz.")
        @Nullable Path data;

        Exact(PrintWriter out, PrintWriter err, BuildInfo build) {
            super(out, err, build);
        }

        @Override
        Scenario scenario() {
            return new ExactBench(Objects.requireNonNull(data).toAbsolutePath());
        }
    }

    @Command(name = "writes", description = "Small durable writes by 1, 8 and 64 clients.")
    static final class Writes extends One {
        @Option(names = "--seconds", paramLabel = "N", description = "Of each step. Default: 10")
        int seconds = 10;

        Writes(PrintWriter out, PrintWriter err, BuildInfo build) {
            super(out, err, build);
        }

        @Override
        Scenario scenario() {
            return new WritesBench(SEED, Duration.ofSeconds(positive("--seconds", seconds)));
        }
    }

    @Command(name = "collections", description = "Very many small collections.")
    static final class Collections extends One {
        @Option(names = "--count", paramLabel = "N", description = "Default: 10000")
        int count = 10_000;

        Collections(PrintWriter out, PrintWriter err, BuildInfo build) {
            super(out, err, build);
        }

        @Override
        Scenario scenario() {
            return new CollectionsBench(positive("--count", count), SEED);
        }
    }

    @Command(name = "load", description = "Many points into little memory, or onto a small disk.")
    static final class Load extends One {
        @Option(names = "--points", paramLabel = "N", description = "Default: 1000000")
        long points = 1_000_000;

        @Option(names = "--dimension", paramLabel = "N", description = "Default: 384")
        int dimension = 384;

        @Option(
                names = "--small-disk",
                description = "Fills a disk in memory of 384 MiB instead (Linux, as root).")
        boolean smallDisk;

        Load(PrintWriter out, PrintWriter err, BuildInfo build) {
            super(out, err, build);
        }

        @Override
        Scenario scenario() {
            return smallDisk
                    ? new SmallDiskBench(SEED)
                    : new LoadBench(
                            positive("--points", points), positive("--dimension", dimension), SEED);
        }
    }
}
