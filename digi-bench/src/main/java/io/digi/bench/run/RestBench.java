package io.digi.bench.run;

import io.digi.bench.report.BenchException;
import io.digi.bench.report.Promises;
import io.digi.bench.report.Report;
import io.digi.bench.rest.Endpoint;
import io.digi.bench.rest.ServerProcess;
import io.digi.bench.service.QdrantService;
import io.digi.bench.service.ServiceData;
import io.digi.bench.service.ServiceFigures;
import io.digi.bench.service.ServiceRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A server of our own under searches over REST, by one client and by several at once: over all
/// points, and of one tenant. A program that sends requests of its own may follow.
public final class RestBench implements Scenario {
    private static final int COMMAND_SECONDS_MAX = 600;

    private final ServicePlan plan;
    private final Optional<String> command;

    /// @param command of a shell, which gets the address of queries as its last argument, and the
    ///   file with their bodies, each on a line, as `DIGI_BENCH_BODIES`
    public RestBench(ServicePlan plan, Optional<String> command) {
        this.plan = plan;
        this.command = command;
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        Report report = bench.report();
        ServiceData data = plan.data(bench);
        Promises promises = new Promises();
        try (ServerProcess server = bench.serve()) {
            QdrantService service =
                    new QdrantService(
                            "digi", Endpoint.local(server.port()), "bench-" + data.madeOf());
            ServiceFigures figures = new ServiceRun(report, service, data, plan.settings()).run();
            judge(promises, "all points", figures.all());
            judge(promises, "one tenant's", figures.ofTenant());
            Memory.report(report, server, "at the end");
            if (command.isPresent()) {
                Path bodies = bodies(bench, service, data, figures.all().ef());
                foreign(bench, command.get(), service.queryUrl(), bodies);
            }
            report.figure("time to stop", server.stop().toMillis(), "ms");
        }
        promises.print(report);
    }

    private void judge(Promises promises, String what, ServiceFigures.Searches searches) {
        double least = plan.settings().recall();
        promises.judge(
                String.format(Locale.ROOT, "%s: recall@10 at least %.2f", what, least),
                searches.recall() >= least,
                String.format(
                        Locale.ROOT,
                        "%.4f, %,.0f queries/s, median %.2f ms, 95 %% %.2f ms",
                        searches.recall(),
                        searches.many().perSecond(),
                        searches.many().millisAt(50),
                        searches.many().millisAt(95)));
    }

    private static Path bodies(Bench bench, QdrantService service, ServiceData data, int ef)
            throws IOException {
        List<String> bodies = ServiceRun.bodies(service, data, ef);
        return Files.write(bench.folder().resolve("queries.jsonl"), bodies);
    }

    /// Runs a program and shows what it prints.
    private static void foreign(Bench bench, String command, String url, Path bodies)
            throws IOException, InterruptedException {
        bench.report().stage(command + " " + url);
        Path output = bench.folder().resolve("command.log");
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-c", command + " \"$0\"", url)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().putAll(Map.of("DIGI_BENCH_BODIES", bodies.toString()));
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS);
            for (String line : Files.readAllLines(output)) {
                bench.report().fact("  ", line);
            }
            if (!ended || process.exitValue() != 0) {
                throw new BenchException("`%s` did not end well".formatted(command));
            }
        } finally {
            process.destroyForcibly();
        }
    }
}
