package io.digi.cli;

import io.digi.bench.report.BenchException;
import io.digi.bench.rest.Endpoint;
import io.digi.bench.run.CompareBench;
import io.digi.bench.run.Scenario;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `digi bench compare`: Digi beside a Qdrant and a Chroma.
@Command(
        name = "compare",
        description = {
            "Digi beside a Qdrant and a Chroma that run already: latency, memory, throughput and"
                    + " tenants, on the same data over HTTP, at the same recall.",
            "",
            "Digi is a server of its own. In the others collections whose names begin with"
                    + " digi-bench are made, in place of such, and removed at the end. Memory is"
                    + " told of servers on this machine. Promises missed are told as missed."
        })
final class CompareBenchCommand extends BenchCommand.One {
    private static final int QDRANT_PORT = 6333;
    private static final int CHROMA_PORT = 8000;

    @Mixin ServiceOptions service = new ServiceOptions();

    @Option(names = "--qdrant", paramLabel = "URL", description = "Such as http://localhost:6333.")
    @Nullable String qdrant;

    @Option(
            names = "--qdrant-key",
            paramLabel = "KEY",
            defaultValue = "${env:DIGI_BENCH_QDRANT_KEY}",
            description = "Its API key. Default: DIGI_BENCH_QDRANT_KEY of the environment")
    @Nullable String qdrantKey;

    @Option(names = "--chroma", paramLabel = "URL", description = "Such as http://localhost:8000.")
    @Nullable String chroma;

    CompareBenchCommand(PrintWriter out, PrintWriter err, BuildInfo build) {
        super(out, err, build);
    }

    @Override
    Scenario scenario() {
        Optional<Endpoint> keyed = endpoint("--qdrant", qdrant, QDRANT_PORT);
        String key = qdrantKey;
        if (key != null) {
            keyed = keyed.map(at -> at.withKey(key));
        }
        return new CompareBench(service.plan(), keyed, endpoint("--chroma", chroma, CHROMA_PORT));
    }

    private Optional<Endpoint> endpoint(String name, @Nullable String url, int port) {
        if (url == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Endpoint.parse(url, port));
        } catch (BenchException wrong) {
            throw new ParameterException(spec.commandLine(), name + ": " + wrong.getMessage());
        }
    }
}
