package io.digi.cli;

import io.digi.bench.contender.ContenderSettings;
import io.digi.bench.launch.EngineNames;
import io.digi.bench.run.IndexBench;
import io.digi.bench.run.Scenario;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    @Mixin VectorOptions vectors = new VectorOptions();

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
                        vectors.source(),
                        vectors.similarity(),
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
