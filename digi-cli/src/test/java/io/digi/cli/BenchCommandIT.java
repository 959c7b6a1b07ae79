package io.digi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Benchmarks of a real server, little data.
final class BenchCommandIT {
    private static final List<String> LITTLE =
            List.of("--generate", "400x16", "--queries", "20", "--seconds", "1", "--tenants", "4");

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Cli cli =
            new Cli(
                    new PrintWriter(out, true),
                    new PrintWriter(err, true),
                    new BuildInfo("1.2.3", "a".repeat(40)));

    @Test
    void searchesOverRestReachTheirRecallAndStayForTheNextRun() {
        String bodies = "wc -l < \"$DIGI_BENCH_BODIES\"; echo";
        run("rest", "--dir", folder.toString(), "--load-command", bodies);
        assertThat(out.toString())
                .containsPattern("all points: recall@10 at least 0.98 +kept: 1.0000")
                .containsPattern("one tenant's: recall@10 at least 0.98 +kept: 1.0000")
                .containsPattern("(?m)^ +20$")
                .containsPattern("(?m)^ +http://127.0.0.1:\\d+/collections/bench-.*/points/query$");
        out.getBuffer().setLength(0);
        run("rest", "--dir", folder.toString());
        assertThat(out.toString()).contains("stored by a former run");
    }

    @Test
    void digiAloneIsComparedWithWhatWasPromised() {
        run("compare");
        assertThat(out.toString())
                .contains("resident memory, MB", "one tenant's, recall@10")
                .containsPattern("memory: at most 1 GB resident +(kept|MISSED): ");
    }

    @Test
    void everyBenchmarkHasHelpOfItsOwn() {
        List<String> names =
                List.copyOf(
                        cli.commandLine().getSubcommands().get("bench").getSubcommands().keySet());
        assertThat(names).contains("search", "tenants", "rest", "compare", "index");
        for (String name : names) {
            assertThat(cli.run("bench", name, "--help")).as(name).isZero();
        }
    }

    @Test
    void wrongOptionsAreToldBeforeAnythingRuns() {
        assertThat(cli.run("bench", "compare", "--generate", "10x4", "--qdrant", "box")).isOne();
        assertThat(err.toString()).contains("--qdrant: expected an address");
        assertThat(cli.run("bench", "search", "--generate", "10x4", "--parts", "all")).isOne();
        assertThat(err.toString()).contains("--parts: all is none of filters");
        assertThat(cli.run("bench", "rest")).isOne();
        assertThat(err.toString()).contains("expected either --data DIR or --generate");
    }

    private void run(String name, String... more) {
        List<String> words = new ArrayList<>(List.of("bench", name));
        words.addAll(LITTLE);
        words.addAll(List.of(more));
        assertThat(cli.run(words.toArray(String[]::new))).as("%s%s", out, err).isZero();
    }
}
