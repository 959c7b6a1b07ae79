package io.digi.cli;

import io.digi.cli.client.Hit;
import io.digi.cli.client.Knowledge;
import io.digi.cli.client.Pause;
import io.digi.cli.client.RestClient;
import io.digi.cli.demo.StateFile;
import io.digi.cli.load.LocalModel;
import io.digi.cli.terminal.Lines;
import io.digi.cli.terminal.Terminal;
import io.digi.model.inference.Embedder;
import io.digi.model.vector.DenseVector;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `digi ask`: a question in words.
@Command(
        name = "ask",
        description = {
            "Asks the running demo, or another server, a question in words and prints the nearest"
                    + " texts.",
            "",
            "The question is embedded on this machine. Scores are cosines: 1 is the same text."
        })
final class AskCommand implements Callable<Integer> {
    private static final int LIMIT_MAX = 100;
    private static final int LINE_COUNT_MAX = 4;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Map<String, String> environment;

    @Spec CommandSpec spec;

    @Mixin ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "QUESTION", description = "In quotes.")
    String question = "";

    @Option(
            names = "--tenant",
            paramLabel = "NAME",
            description = "Whose texts. Default: those of all")
    @Nullable String tenant;

    @Option(names = "--limit", paramLabel = "N", description = "How many texts. Default: 3")
    int limit = 3;

    @Option(
            names = "--text",
            paramLabel = "FIELD",
            description = "The payload field to show. Default: content")
    String textField = "content";

    AskCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        Logs.quiet();
        if (question.isBlank() || limit < 1 || limit > LIMIT_MAX) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected a question and a --limit of 1 to %d".formatted(LIMIT_MAX));
        }
        try (RestClient rest = new RestClient(Pause.REAL)) {
            Optional<String> whose = Optional.ofNullable(tenant);
            Knowledge knowledge = server.knowledge(rest, StateFile.of(environment), whose);
            try (Embedder embedder = LocalModel.load()) {
                ask(embedder, knowledge, whose);
            }
        }
        return ExitCode.CLEAN.code();
    }

    private void ask(Embedder embedder, Knowledge knowledge, Optional<String> whose) {
        long started = System.nanoTime();
        DenseVector vector = embedder.embed(List.of(question)).getFirst();
        long embedded = System.nanoTime();
        List<Hit> hits = knowledge.nearest(vector, limit, whose);
        long found = System.nanoTime();
        Terminal terminal =
                Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr(), environment);
        if (hits.isEmpty()) {
            terminal.out()
                    .println(
                            "Nothing found: `%s` has no texts%s."
                                    .formatted(
                                            knowledge.name(),
                                            whose.map(name -> " of " + name).orElse("")));
            return;
        }
        hits.forEach(hit -> print(hit, terminal));
        terminal.out()
                .println(
                        terminal.dim(
                                String.format(
                                        Locale.ROOT,
                                        "%s in %.1f ms (question embedded in %.1f ms)",
                                        Lines.counted(hits.size(), "text"),
                                        (found - embedded) / NANOS_PER_MILLI,
                                        (embedded - started) / NANOS_PER_MILLI)));
    }

    private void print(Hit hit, Terminal terminal) {
        String owner = tenant == null ? hit.text(Knowledge.TENANT_FIELD) : "";
        String heading = hit.id() + (owner.isEmpty() ? "" : " (" + owner + ")");
        terminal.out()
                .println(
                        String.format(Locale.ROOT, "%.2f  ", hit.score())
                                + terminal.bold(Lines.start(heading, terminal.width() - 6)));
        Lines.wrapped(hit.text(textField), terminal.width() - 6, LINE_COUNT_MAX)
                .forEach(line -> terminal.out().println("      " + line));
        terminal.out().println();
    }
}
