package io.digi.cli;

import io.digi.bench.contender.ContenderSettings;
import io.digi.bench.data.GeneratedSize;
import io.digi.bench.data.Similarity;
import io.digi.bench.launch.EngineNames;
import io.digi.bench.run.IndexBench;
import io.digi.bench.run.Scenario;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `digi bench index`: Digi's index beside others, each in a process of its own.
@Command(
        name = "index",
        description = {
            "Digi's index beside Lucene, JVector and others: recall against queries per second.",
            "",
            "Each engine runs in a process of its own. The vectors come from --data: base.npy,"
                    + " queries.npy and neighbors.npy, or .fvecs, .bvecs and .ivecs with base and"
                    + " query in their names; or from --generate. Neighbours that are not there"
                    + " are found by an exact scan; with --dir they are kept for the next run."
        })
final class IndexBenchCommand extends BenchCommand.One {
    private static final long SEED = 20_261_124;

    @Option(names = "--data", paramLabel = "DIR", description = "Files with the vectors.")
    @Nullable Path data;

    @Option(
            names = "--generate",
            paramLabel = "NxD",
            description = "So many points and dimensions, such as 300000x768.")
    @Nullable String generate;

    @Option(names = "--queries", paramLabel = "N", description = "To generate. Default: 1000")
    int queries = 1000;

    @Option(names = "--seed", paramLabel = "N", description = "Of what is generated.")
    long seed = SEED;

    @Option(
            names = "--engines",
            split = ",",
            paramLabel = "NAME",
            description = "Families or single variants. Default: digi,lucene,jvector")
    List<String> engines = List.of("digi", "lucene", "jvector");

    @Option(
            names = "--peer-command",
            paramLabel = "CMD",
            description =
                    "A program that prints the same lines of JSON; its last argument is the folder"
                            + " of the data. May be given several times.")
    List<String> peerCommands = List.of();

    @Option(
            names = "--ef",
            split = ",",
            paramLabel = "N",
            description = "Candidates to keep. Default: 10,16,24,32,48,64,96,128,192,256,384,512")
    List<Integer> efs = List.of(10, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512);

    @Option(names = "--metric", paramLabel = "M", description = "cosine (default), dot or euclid")
    String metric = "cosine";

    @Option(names = "--threads", paramLabel = "N", description = "That search. Default: 1")
    int threads = 1;

    @Option(names = "--build-threads", paramLabel = "N", description = "Default: 1")
    int buildThreads = 1;

    @Option(names = "--m", paramLabel = "N", description = "Links of a node. Default: 16")
    int m = 16;

    @Option(names = "--ef-construct", paramLabel = "N", description = "Default: 100")
    int efConstruct = 100;

    @Option(names = "--seconds", paramLabel = "N", description = "For each ef at least. Default: 2")
    int seconds = 2;

    @Option(names = "--plot", paramLabel = "FILE", description = "Where to draw curves, as SVG.")
    @Nullable Path plot;

    IndexBenchCommand(PrintWriter out, PrintWriter err, BuildInfo build) {
        super(out, err, build);
    }

    @Override
    Scenario scenario() {
        efs.forEach(ef -> positive("--ef", ef));
        return new IndexBench(
                new IndexBench.Plan(
                        source(),
                        similarity(),
                        engines(),
                        peerCommands,
                        new ContenderSettings.Graph(
                                positive("--m", m),
                                positive("--ef-construct", efConstruct),
                                positive("--build-threads", buildThreads)),
                        new ContenderSettings.Search(
                                efs,
                                ContenderSettings.Search.LIMIT,
                                positive("--threads", threads),
                                Duration.ofSeconds(positive("--seconds", seconds))),
                        Optional.ofNullable(plot)));
    }

    private IndexBench.Source source() {
        if (data != null && generate == null) {
            return new IndexBench.Source.Folder(data.toAbsolutePath());
        }
        if (generate == null || data != null) {
            throw wrong("expected either --data DIR or --generate, such as 300000x768");
        }
        try {
            return new IndexBench.Source.Generated(
                    GeneratedSize.parse(generate, positive("--queries", queries)), seed);
        } catch (IllegalArgumentException notASize) {
            throw wrong("--generate: " + notASize.getMessage());
        }
    }

    private Similarity similarity() {
        return switch (metric.toLowerCase(Locale.ROOT)) {
            case "cosine" -> Similarity.COSINE;
            case "dot" -> Similarity.DOT;
            case "euclid" -> Similarity.EUCLID;
            default -> throw wrong("--metric is " + metric + ", expected cosine, dot or euclid");
        };
    }

    private List<String> engines() {
        try {
            return EngineNames.expand(engines.stream().filter(name -> !name.isEmpty()).toList());
        } catch (IllegalArgumentException unknown) {
            throw wrong("--engines: " + unknown.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
