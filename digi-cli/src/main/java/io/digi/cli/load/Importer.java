package io.digi.cli.load;

import io.digi.cli.client.Knowledge;
import io.digi.cli.client.NewPoint;
import io.digi.cli.client.Reply;
import io.digi.cli.terminal.Lines;
import io.digi.cli.terminal.Progress;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.inference.Embedder;
import io.digi.model.vector.DenseVector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Embeds texts and loads them, in batches. It stops at the first bad entry, unless told to go on;
/// what stands before it is loaded then.
public final class Importer {
    private static final int BATCH_COUNT_MAX = 64;
    private static final int BATCH_LENGTH_MAX = 4 << 20;
    private static final int BAD_SHOWN_MAX = 20;

    private final Embedder embedder;
    private final Knowledge target;
    private final Progress progress;
    private final boolean skipBad;

    private final List<Entry.Text> batch = new ArrayList<>();
    private long batchLength;
    private long loadedCount;
    private long badCount;

    /// What came of it.
    public record Outcome(long loadedCount, long badCount) {}

    public Importer(Embedder embedder, Knowledge target, Progress progress, boolean skipBad) {
        this.embedder = embedder;
        this.target = target;
        this.progress = progress;
        this.skipBad = skipBad;
    }

    /// Loads a source to its end. Used once.
    public Outcome load(TextSource source) throws IOException {
        try {
            Optional<Entry> next = source.next();
            while (next.isPresent()) {
                take(next.get());
                progress.update(source.readBytes(), source.totalBytes(), loadedCount);
                next = source.next();
            }
            flush();
            return new Outcome(loadedCount, badCount);
        } finally {
            progress.clear();
        }
    }

    private void take(Entry entry) {
        switch (entry) {
            case Entry.Text text -> {
                batch.add(text);
                batchLength += text.payload().toString().length();
                if (batch.size() == BATCH_COUNT_MAX || batchLength > BATCH_LENGTH_MAX) {
                    flush();
                }
            }
            case Entry.Bad bad -> {
                badCount++;
                if (!skipBad) {
                    flush();
                    throw stopped(bad.where() + ": " + bad.reason());
                }
                if (badCount <= BAD_SHOWN_MAX) {
                    progress.say("skipped " + bad.where() + ": " + bad.reason());
                } else if (badCount == BAD_SHOWN_MAX + 1) {
                    progress.say("further bad entries are skipped silently");
                }
            }
        }
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        List<DenseVector> vectors = embedder.embed(batch.stream().map(Entry.Text::text).toList());
        List<NewPoint> points = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Entry.Text text = batch.get(i);
            points.add(new NewPoint(text.id(), vectors.get(i), text.payload()));
        }
        Reply reply = target.upsert(points);
        if (!reply.succeeded()) {
            throw stopped(
                    "%s to %s: %s"
                            .formatted(
                                    batch.getFirst().where(),
                                    batch.getLast().where(),
                                    reply.refusal()));
        }
        loadedCount += batch.size();
        batch.clear();
        batchLength = 0;
    }

    private DigiException stopped(String reason) {
        return new DigiException(
                new Problem.BadRequest(
                        ("%s (%s before it %s loaded; importing again is safe,"
                                        + " --skip-bad passes over bad entries)")
                                .formatted(
                                        reason,
                                        Lines.counted(loadedCount, "text"),
                                        loadedCount == 1 ? "is" : "are")));
    }
}
