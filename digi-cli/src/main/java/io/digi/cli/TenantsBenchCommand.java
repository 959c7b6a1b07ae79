package io.digi.cli;

import io.digi.bench.embedded.TenantGroups;
import io.digi.bench.embedded.TenantSet;
import io.digi.bench.run.Scenario;
import io.digi.bench.run.TenantsBench;
import io.digi.model.config.HnswConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `digi bench tenants`: one tenant among many, and alone.
@Command(
        name = "tenants",
        description = {
            "Searches of single tenants in a collection of many, each beside a collection that"
                    + " holds that tenant's points alone. In this process, one thread.",
            "",
            "With --dir the collection stays for the next run."
        })
final class TenantsBenchCommand extends BenchCommand.One {
    private static final int QUERIES = 200;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "base.npy, queries.npy, neighbors.npy and payload.jsonl.gz.")
    @Nullable Path data;

    @Option(
            names = "--field",
            paramLabel = "NAME",
            description = "Of the payload, which names the tenant. Default: domain")
    String field = "domain";

    @Option(
            names = "--generate",
            paramLabel = "TxN",
            description = "T tenants of N points each, and more after +: 1000x1000+1x300000.")
    @Nullable String generate;

    @Option(names = "--dimension", paramLabel = "N", description = "To generate. Default: 384")
    int dimension = 384;

    @Option(names = "--seed", paramLabel = "N", description = "Of what is generated.")
    long seed = VectorOptions.SEED;

    @Option(names = "--sample", paramLabel = "N", description = "Tenants to search. Default: 10")
    int sample = 10;

    @Option(names = "--seconds", paramLabel = "N", description = "Of each figure. Default: 1")
    int seconds = 1;

    TenantsBenchCommand(PrintWriter out, PrintWriter err, BuildInfo build) {
        super(out, err, build);
    }

    @Override
    Scenario scenario() {
        return new TenantsBench(
                new TenantsBench.Plan(
                        tenants(),
                        positive("--sample", sample),
                        HnswConfig.DEFAULT.fullScanThresholdKb(),
                        Duration.ofSeconds(positive("--seconds", seconds))));
    }

    private TenantSet tenants() {
        if (data != null && generate == null) {
            try {
                return TenantSet.read(data.toAbsolutePath(), field, QUERIES);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        if (generate == null || data != null) {
            throw wrong("expected either --data DIR or --generate, such as 1000x1000+1x300000");
        }
        try {
            TenantGroups groups = TenantGroups.parse(generate);
            return TenantSet.generate(groups, positive("--dimension", dimension), QUERIES, seed);
        } catch (IllegalArgumentException wrong) {
            throw wrong("--generate: " + wrong.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
