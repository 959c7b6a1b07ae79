package io.digi.cli;

import io.digi.bench.data.Similarity;
import io.digi.bench.run.ServicePlan;
import io.digi.bench.service.ServiceRun;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What servers are asked over HTTP, and how.
final class ServiceOptions {
    @Mixin VectorOptions vectors = new VectorOptions();

    @Option(
            names = "--field",
            paramLabel = "NAME",
            description = "Of payload.jsonl.gz, which names the tenant. Default: domain")
    String field = "domain";

    @Option(
            names = "--tenants",
            paramLabel = "N",
            description = "Of points without payload. Default: 50")
    int tenants = 50;

    @Option(names = "--recall", paramLabel = "R", description = "To be reached. Default: 0.98")
    double recall = 0.98;

    @Option(
            names = "--ef",
            split = ",",
            paramLabel = "N",
            description =
                    "Candidates to try, until the recall is reached. Default:"
                            + " 16,24,32,48,64,96,128,192,256,384,512")
    List<Integer> efs = List.of(16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512);

    @Option(names = "--clients", paramLabel = "N", description = "That ask at once. Default: 8")
    int clients = 8;

    @Option(names = "--seconds", paramLabel = "N", description = "Of each figure. Default: 5")
    int seconds = 5;

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    ServiceOptions() {}

    ServicePlan plan() {
        if (vectors.similarity() != Similarity.COSINE) {
            throw wrong("--metric: servers are compared by cosine only");
        }
        if (!(recall > 0 && recall <= 1)) {
            throw wrong("--recall is " + recall + ", expected a part such as 0.98");
        }
        positive("--tenants", tenants);
        positive("--clients", clients);
        positive("--seconds", seconds);
        efs.forEach(ef -> positive("--ef", ef));
        return new ServicePlan(
                vectors.source(),
                field,
                tenants,
                new ServiceRun.Settings(
                        recall,
                        efs.stream().sorted().toList(),
                        clients,
                        Duration.ofSeconds(seconds)));
    }

    private void positive(String name, int value) {
        if (value < 1) {
            throw wrong(name + " is " + value + ", expected at least 1");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
