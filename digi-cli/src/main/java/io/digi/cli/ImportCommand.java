package io.digi.cli;

import io.digi.cli.client.Knowledge;
import io.digi.cli.client.Pause;
import io.digi.cli.client.RestClient;
import io.digi.cli.demo.StateFile;
import io.digi.cli.load.Importer;
import io.digi.cli.load.LocalModel;
import io.digi.cli.load.PointRules;
import io.digi.cli.load.TextSource;
import io.digi.cli.terminal.Lines;
import io.digi.cli.terminal.Progress;
import io.digi.cli.terminal.Terminal;
import io.digi.model.inference.Embedder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `digi import`: the user's own texts.
@Command(
        name = "import",
        description = {
            "Embeds texts on this machine and loads them into the running demo, or into another"
                    + " server, where a collection that is missing is created.",
            "",
            "FILE.jsonl: an object a line, which becomes the payload. FILE.csv: the first line"
                    + " names the columns. A folder: its .txt and .md files, cut into passages of"
                    + " at most 1,000 characters.",
            "",
            "A field `id` is the point's id (in CSV a number where it looks like one). Without it"
                    + " the id is made from the content, so importing again changes nothing."
        })
final class ImportCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec CommandSpec spec;

    @Mixin ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "FILE", description = "A .jsonl or .csv file, or a folder.")
    @Nullable Path source;

    @Option(
            names = "--tenant",
            paramLabel = "NAME",
            required = true,
            description = "Whose texts they are.")
    String tenant = "";

    @Option(
            names = "--text",
            paramLabel = "FIELD",
            description = "The field that is embedded. Default: content")
    String textField = "content";

    @Option(names = "--skip-bad", description = "Passes over what cannot be loaded.")
    boolean skipBad;

    ImportCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        Logs.quiet();
        Path path = Objects.requireNonNull(source);
        try (RestClient rest = new RestClient(Pause.REAL)) {
            Knowledge target =
                    server.knowledge(rest, StateFile.of(environment), Optional.of(tenant));
            try (Embedder embedder = LocalModel.load()) {
                if (!target.exists()) {
                    target.create(embedder.dimension());
                    target.indexKeyword(Knowledge.TENANT_FIELD);
                }
                String tenantField = target.tenantFieldFor(embedder.dimension());
                PointRules rules = new PointRules(textField, tenantField, tenant);
                try (TextSource texts = TextSource.open(path, rules)) {
                    load(texts, target, embedder);
                }
            }
        }
        return ExitCode.CLEAN.code();
    }

    private void load(TextSource texts, Knowledge target, Embedder embedder) throws IOException {
        Terminal terminal =
                Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr(), environment);
        Progress progress = new Progress(terminal, System::nanoTime);
        Importer.Outcome outcome = new Importer(embedder, target, progress, skipBad).load(texts);
        terminal.out()
                .println(
                        String.format(
                                Locale.ROOT,
                                "%s loaded into %s for %s in %.1f s%s",
                                Lines.counted(outcome.loadedCount(), "text"),
                                target.name(),
                                tenant,
                                progress.elapsedSeconds(),
                                outcome.badCount() == 0
                                        ? ""
                                        : ", %,d skipped".formatted(outcome.badCount())));
        terminal.out().println("ask: ./digi ask \"...\" --tenant " + tenant);
    }
}
