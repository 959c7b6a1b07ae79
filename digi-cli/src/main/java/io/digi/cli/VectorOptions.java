package io.digi.cli;

import io.digi.bench.data.GeneratedSize;
import io.digi.bench.data.Similarity;
import io.digi.bench.run.IndexBench;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Where the vectors of a benchmark come from, and what *near* means.
final class VectorOptions {
    static final long SEED = 20_261_124;

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

    @Option(names = "--metric", paramLabel = "M", description = "cosine (default), dot or euclid")
    String metric = "cosine";

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    VectorOptions() {}

    IndexBench.Source source() {
        if (data != null && generate == null) {
            return new IndexBench.Source.Folder(data.toAbsolutePath());
        }
        if (generate == null || data != null) {
            throw wrong("expected either --data DIR or --generate, such as 300000x768");
        }
        if (queries < 1) {
            throw wrong("--queries is " + queries + ", expected at least 1");
        }
        try {
            return new IndexBench.Source.Generated(GeneratedSize.parse(generate, queries), seed);
        } catch (IllegalArgumentException notASize) {
            throw wrong("--generate: " + notASize.getMessage());
        }
    }

    Similarity similarity() {
        return switch (metric.toLowerCase(Locale.ROOT)) {
            case "cosine" -> Similarity.COSINE;
            case "dot" -> Similarity.DOT;
            case "euclid" -> Similarity.EUCLID;
            default -> throw wrong("--metric is " + metric + ", expected cosine, dot or euclid");
        };
    }

    private ParameterException wrong(String message) {
        CommandLine line = spec.commandLine();
        return new ParameterException(line, message);
    }
}
