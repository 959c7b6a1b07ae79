package io.digi.cli.demo;

import io.digi.cli.terminal.Terminal;
import io.digi.model.inference.Embedder;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/// What the demo prints before and after its tour.
final class Pages {
    private static final String QUESTION = "How can I remember more of what I read?";

    private final Terminal terminal;
    private final PrintWriter out;
    private final Demo.Choices choices;

    Pages(Terminal terminal, Demo.Choices choices) {
        this.terminal = terminal;
        this.choices = choices;
        out = terminal.out();
    }

    void title(Samples samples) {
        int count = samples.tenants().stream().mapToInt(tenant -> tenant.documents().size()).sum();
        out.println(
                terminal.bold("Digi demo")
                        + ": %d texts of %d tenants, asked in words, on this machine only"
                                .formatted(count, samples.tenants().size()));
        out.println();
    }

    void started(double seconds, DemoServer server) {
        step("start server", seconds, "%s, data in %s".formatted(server.url(), server.storage()));
    }

    void modelLoaded(double seconds, Embedder embedder) {
        step(
                "load model",
                seconds,
                "%s, %d dimensions (meanwhile)".formatted(embedder.model(), embedder.dimension()));
        out.println();
        out.println(
                "  Under each question: score (cosine), * for the text it was written for, title,");
        out.println("  first words, and the time to embed the question + to search over REST.");
        out.println();
    }

    void summary(List<String> lines, double seconds) {
        out.println();
        out.println(terminal.bold(String.format(Locale.ROOT, "Done in %.1f s", seconds)));
        lines.forEach(line -> out.println("  " + line));
        out.println();
    }

    void nextSteps(DemoState state, StateFile stateFile, DemoServer server) {
        if (choices.keep()) {
            out.println(terminal.bold("The server stays: " + state.url() + "  (Ctrl-C stops it)"));
            out.println("  its keys are in " + stateFile.path());
            out.println("  from another terminal:");
            command("ask \"%s\" --tenant lernmi".formatted(QUESTION), "");
        } else {
            out.println(
                    terminal.bold("The server stops now")
                            + (choices.directory().isPresent()
                                    ? "; its data stay in " + server.storage()
                                    : " and its data are removed"));
            out.println("  to go on:");
            command("demo --keep", "leaves it running; then, from another terminal,");
            command("ask \"%s\" --tenant lernmi".formatted(QUESTION), "");
        }
        command(
                "import FILE --tenant lernmi --text content",
                "your own texts: .jsonl, .csv, a folder");
        out.flush();
    }

    private void command(String command, String what) {
        String line = "    ./digi " + command;
        out.println(what.isEmpty() ? line : line + "   " + terminal.dim(what));
    }

    private void step(String name, double seconds, String what) {
        out.println(String.format(Locale.ROOT, "  %-14s%5.1f s   %s", name, seconds, what));
        out.flush();
    }
}
