package io.digi.cli.demo;

import io.digi.cli.client.Hit;
import io.digi.cli.client.Knowledge;
import io.digi.cli.terminal.Lines;
import io.digi.cli.terminal.Terminal;
import io.digi.model.inference.Embedder;
import io.digi.model.vector.DenseVector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Asks the sample questions, prints what was found, and keeps the score.
final class Asking {
    private static final int HIT_COUNT = 3;
    private static final int SHOWN_HIT_COUNT = 2;
    private static final int QUESTION_LINE_COUNT_MAX = 2;
    private static final int TIMES_WIDTH = 15;
    private static final int TITLE_WIDTH = 26;

    /// What stands before the title of a hit: its score, and whether it was expected.
    private static final int MARGIN_WIDTH = 11;

    private final Embedder embedder;
    private final Terminal terminal;
    private final LongSupplier nanoTime;

    private final List<Double> embedMillis = new ArrayList<>();
    private final List<Double> searchMillis = new ArrayList<>();
    private int firstCount;
    private int amongCount;

    Asking(Embedder embedder, Terminal terminal, LongSupplier nanoTime) {
        this.embedder = embedder;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
    }

    void ask(Samples.Question question, Knowledge knowledge) {
        Stopwatch watch = Stopwatch.start(nanoTime);
        DenseVector vector = embedder.embed(List.of(question.text())).getFirst();
        double embed = watch.millis();
        watch = Stopwatch.start(nanoTime);
        List<Hit> hits = knowledge.nearest(vector, HIT_COUNT, Optional.empty());
        double search = watch.millis();
        embedMillis.add(embed);
        searchMillis.add(search);
        score(hits, question.expectedId());
        print(question, hits, String.format(Locale.ROOT, "%.0f + %.1f ms", embed, search));
    }

    /// How often the expected document was found, and the usual times.
    List<String> summary() {
        int count = embedMillis.size();
        return List.of(
                "%d of %d questions found the expected document first, %d among the first %d"
                        .formatted(firstCount, count, amongCount, HIT_COUNT),
                String.format(
                        Locale.ROOT,
                        "a question took %.1f ms to embed and %.1f ms to search over REST (medians)",
                        median(embedMillis),
                        median(searchMillis)));
    }

    private void score(List<Hit> hits, String expected) {
        List<String> ids = hits.stream().map(Hit::id).toList();
        if (ids.contains(expected)) {
            amongCount++;
        }
        if (ids.indexOf(expected) == 0) {
            firstCount++;
        }
    }

    private void print(Samples.Question question, List<Hit> hits, String times) {
        Lines.wrapped(question.text(), terminal.width() - 2, QUESTION_LINE_COUNT_MAX)
                .forEach(line -> terminal.out().println("  " + terminal.bold(line)));
        String shownTimes = times;
        for (Hit hit : hits.subList(0, Math.min(SHOWN_HIT_COUNT, hits.size()))) {
            print(hit, hit.id().equals(question.expectedId()), shownTimes);
            shownTimes = "";
        }
        terminal.out().flush();
    }

    private void print(Hit hit, boolean expected, String times) {
        int contentWidth = terminal.width() - MARGIN_WIDTH - TITLE_WIDTH - TIMES_WIDTH - 1;
        String rest =
                Lines.column(hit.text("content"), contentWidth)
                        + " ".repeat(Math.max(1, TIMES_WIDTH - times.length()))
                        + times;
        terminal.out()
                .println(
                        String.format(Locale.ROOT, "    %.2f ", hit.score())
                                + (expected ? "* " : "  ")
                                + Lines.column(title(hit.id()), TITLE_WIDTH)
                                + " "
                                + terminal.dim(rest.stripTrailing()));
    }

    /// The sample ids are a prefix, a number and a title.
    private static String title(String id) {
        return id.replaceFirst("^[a-z]+_[0-9]+_", "").replace('_', ' ');
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }
}
