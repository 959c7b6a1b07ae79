package io.digi.cli;

import io.digi.bench.run.RestBench;
import io.digi.bench.run.Scenario;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `digi bench rest`: searches over REST.
@Command(
        name = "rest",
        description = {
            "Searches over REST: one client, then several at once, over all points and of one"
                    + " tenant, with as few candidates as reach a recall.",
            "",
            "Loads a server of its own; with --dir the points stay for the next run. Clients and"
                    + " server share the processors."
        })
final class RestBenchCommand extends BenchCommand.One {
    @Mixin ServiceOptions service = new ServiceOptions();

    @Option(
            names = "--load-command",
            paramLabel = "CMD",
            description =
                    "A program to run at the end, such as wrk. It gets the address of queries as"
                            + " its last argument, and a file of bodies as DIGI_BENCH_BODIES.")
    @Nullable String command;

    RestBenchCommand(PrintWriter out, PrintWriter err, BuildInfo build) {
        super(out, err, build);
    }

    @Override
    Scenario scenario() {
        return new RestBench(service.plan(), Optional.ofNullable(command));
    }
}
