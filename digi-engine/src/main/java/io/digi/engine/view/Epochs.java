package io.digi.engine.view;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.kv.KvView;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The present epoch and those that reads still hold. What a commit made unreachable is released
/// only when no read is left that could know of it.
public final class Epochs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Epochs.class);

    private record Retired(long lastUser, Runnable release) {}

    private final TreeSet<Long> open = new TreeSet<>();
    private final List<Retired> retired = new ArrayList<>();
    private volatile Epoch current;
    private volatile boolean closed;

    public Epochs(KvView first) {
        current = open(0, first);
    }

    /// The present epoch, held for the caller. Throws [Problem.Unavailable] after the last one.
    public Epoch hold() {
        while (!closed) {
            Epoch epoch = current;
            if (epoch.tryHold()) {
                return epoch;
            }
            Thread.onSpinWait();
        }
        throw new DigiException(new Problem.Unavailable("the engine is closed"));
    }

    /// Begins the next epoch. Only the committer calls this.
    public void begin(long number, KvView kv) {
        Epoch previous = current;
        current = open(number, kv);
        previous.close();
    }

    /// Runs `release` once no read is left that began before the present epoch. To be called when
    /// the states that the present epoch shows do not refer any more to what is released.
    public void whenUnused(Runnable release) {
        synchronized (open) {
            retired.add(new Retired(current.number() - 1, release));
        }
        runDue();
    }

    /// Ends the present epoch; none follows.
    @Override
    public void close() {
        closed = true;
        current.close();
    }

    private Epoch open(long number, KvView kv) {
        synchronized (open) {
            open.add(number);
        }
        return new Epoch(number, kv, () -> closed(number));
    }

    private void closed(long number) {
        synchronized (open) {
            open.remove(number);
        }
        runDue();
    }

    private void runDue() {
        List<Runnable> due = new ArrayList<>();
        synchronized (open) {
            long oldest = open.isEmpty() ? Long.MAX_VALUE : open.first();
            Iterator<Retired> all = retired.iterator();
            while (all.hasNext()) {
                Retired next = all.next();
                if (next.lastUser() < oldest) {
                    due.add(next.release());
                    all.remove();
                }
            }
        }
        due.forEach(Epochs::release);
    }

    /// What one release meets is no concern of the read that ended, nor of the other releases.
    private static void release(Runnable release) {
        try {
            release.run();
        } catch (RuntimeException e) {
            LOG.warn("something that no read uses any more could not be released", e);
        }
    }
}
