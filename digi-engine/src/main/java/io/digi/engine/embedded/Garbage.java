package io.digi.engine.embedded;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.Checkpoints;
import io.digi.engine.extent.ExtentFiles;
import io.digi.engine.jobs.JobBoard;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.model.id.CollectionName;
import io.digi.model.job.Job;
import io.digi.storage.kv.KvBatch;
import io.digi.storage.kv.KvCursor;
import io.digi.storage.kv.KvFamily;
import io.digi.storage.kv.KvRange;
import io.digi.storage.kv.KvStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Clears away what dropped collections left. Each leaves a garbage row in the batch that drops it;
/// the row goes last, so that clearing is taken up again after a crash.
final class Garbage {
    private static final Logger LOG = LoggerFactory.getLogger(Garbage.class);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(60);

    private final KvStore kv;
    private final Consumer<KvBatch> commit;
    private final ExtentFiles extents;
    private final Checkpoints checkpoints;
    private final CollectionRegistry registry;
    private final IntConsumer cleared;
    private final Background background;
    private final JobBoard jobs;

    /// @param cleared hears of each collection of which nothing is left
    Garbage(
            KvStore kv,
            Consumer<KvBatch> commit,
            ExtentFiles extents,
            Checkpoints checkpoints,
            CollectionRegistry registry,
            IntConsumer cleared,
            Background background,
            JobBoard jobs) {
        this.kv = kv;
        this.commit = commit;
        this.extents = extents;
        this.checkpoints = checkpoints;
        this.registry = registry;
        this.cleared = cleared;
        this.background = background;
        this.jobs = jobs;
    }

    void dropped(Definition definition) {
        clearLater(definition.number(), definition.name(), "collection was dropped");
    }

    /// Clears away what the store has of a number that counts as dropped.
    void clearLater(int number, CollectionName name, String reason) {
        clearLater(number, Optional.of(name), reason);
    }

    /// Takes up what an earlier process did not finish.
    void resume() {
        List<Integer> numbers = new ArrayList<>();
        try (KvCursor rows = kv.scan(Families.META, KvRange.prefix(Keys.tag('g')))) {
            while (rows.next()) {
                numbers.add(ByteBuffer.wrap(rows.key()).getInt(1));
            }
        }
        numbers.forEach(number -> clearLater(number, Optional.empty(), "left by a restart"));
    }

    private void clearLater(int number, Optional<CollectionName> name, String reason) {
        JobBoard.Ticket job = jobs.queue(Job.Kind.DROP, name, reason);
        background.submit("clearing of collection " + number, () -> clear(number, job));
    }

    private void clear(int number, JobBoard.Ticket job) {
        job.started();
        boolean done = false;
        try {
            if (!registry.retire(number)) {
                clearAgain(number);
                return;
            }
            extents.deleteAll(number);
            checkpoints.deleteAll(number);
            clearKeys(number);
            cleared.accept(number);
            done = true;
        } finally {
            if (done) {
                job.done();
            } else {
                job.failed();
            }
        }
    }

    /// What somebody still uses must not be cleared under them.
    private void clearAgain(int number) {
        LOG.warn("dropped collection {} is still in use; it is cleared away later", number);
        JobBoard.Ticket next =
                jobs.queue(Job.Kind.DROP, Optional.empty(), "was still in use at the last try");
        background.submitAfter(
                AGAIN_AFTER, "clearing of collection " + number, () -> clear(number, next));
    }

    private void clearKeys(int number) {
        KvRange all = KvRange.prefix(Keys.collection(number));
        List<KvFamily> families =
                List.of(Families.IDS, Families.RECORDS, Families.ROWS, Families.CHANGES);
        KvBatch batch = new KvBatch();
        families.forEach(family -> batch.deleteRange(family, all));
        batch.delete(Families.META, Keys.definition(number));
        batch.delete(Families.META, Keys.counters(number));
        batch.delete(Families.META, Keys.garbage(number));
        commit.accept(batch);
        families.forEach(family -> kv.deleteFiles(family, all));
    }
}
