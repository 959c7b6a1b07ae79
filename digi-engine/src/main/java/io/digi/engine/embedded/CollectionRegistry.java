package io.digi.engine.embedded;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.CollectionState;
import io.digi.engine.collection.OpenCollection;
import io.digi.engine.write.CollectionWriter;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The collections in memory. They are opened on first use; where memory is short, those that were
/// idle longest are taken out again.
final class CollectionRegistry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CollectionRegistry.class);
    private static final Duration RETIRE_PATIENCE = Duration.ofSeconds(60);
    private static final Duration LAST_USE_PATIENCE = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final int EVICTED_AT_ONCE = 64;

    private final Function<Definition, Holder.Loaded> opener;
    private final Function<Definition, Boolean> exists;
    private final Map<Integer, Holder> holders = new ConcurrentHashMap<>();

    /// @param exists whether a collection has not been dropped
    CollectionRegistry(
            Function<Definition, Holder.Loaded> opener, Function<Definition, Boolean> exists) {
        this.opener = opener;
        this.exists = exists;
    }

    /// The use of a collection that is in memory; to be closed.
    final class Lease implements AutoCloseable {
        private final Holder holder;
        private final Holder.Loaded loaded;
        private boolean closed;

        private Lease(Holder holder, Holder.Loaded loaded) {
            this.holder = holder;
            this.loaded = loaded;
        }

        OpenCollection collection() {
            return loaded.collection();
        }

        CollectionWriter writer() {
            return loaded.writer();
        }

        CollectionState state() {
            return loaded.collection().state();
        }

        @Override
        public void close() {
            boolean isLast;
            synchronized (holder) {
                if (closed) {
                    return;
                }
                closed = true;
                holder.leases--;
                holder.lastUseNanos = System.nanoTime();
                holder.notifyAll();
                isLast = holder.retired && holder.leases == 0;
            }
            if (isLast) {
                // Whoever retires it may have given up waiting for this. A write that was answered
                // may still be ending.
                boolean _ =
                        retire(
                                state().definition().number(),
                                System.nanoTime() + LAST_USE_PATIENCE.toNanos());
            }
        }
    }

    /// Throws [Problem.CollectionNotFound] if the collection was dropped meanwhile.
    Lease lease(Definition definition) {
        try {
            return tryLease(definition);
        } catch (DigiException refused) {
            if (!(refused.problem() instanceof Problem.OutOfMemory) || evictIdle() == 0) {
                throw refused;
            }
        }
        return tryLease(definition);
    }

    /// A lease on a collection that is in memory already.
    Optional<Lease> leaseIfOpen(int number) {
        Holder holder = holders.get(number);
        if (holder == null) {
            return Optional.empty();
        }
        synchronized (holder) {
            Holder.Loaded loaded = holder.loaded;
            if (loaded == null || holder.retired) {
                return Optional.empty();
            }
            holder.leases++;
            return Optional.of(new Lease(holder, loaded));
        }
    }

    /// Numbers of the collections in memory.
    List<Integer> open() {
        return List.copyOf(holders.keySet());
    }

    private Lease tryLease(Definition definition) {
        Holder holder = holders.computeIfAbsent(definition.number(), _ -> new Holder());
        synchronized (holder) {
            if (holder.retired || !exists.apply(definition)) {
                throw new DigiException(new Problem.CollectionNotFound(definition.name()));
            }
            Holder.Loaded loaded = holder.loaded;
            if (loaded == null) {
                loaded = opener.apply(definition);
                holder.loaded = loaded;
            }
            holder.leases++;
            return new Lease(holder, loaded);
        }
    }

    /// Calls `look` with each collection that is in memory. It does not wait for those that are
    /// being opened.
    void forEachOpen(Consumer<Holder.Loaded> look) {
        for (Holder holder : holders.values()) {
            Holder.Loaded loaded = holder.loaded;
            if (loaded != null) {
                look.accept(loaded);
            }
        }
    }

    /// Takes some of the idle collections out of memory, those first that were idle longest.
    /// Returns how many.
    int evictIdle() {
        List<Holder> idle = longestIdleFirst();
        int evicted = 0;
        for (Holder each : idle.subList(0, Math.min(idle.size(), EVICTED_AT_ONCE))) {
            evicted += closeIfIdle(each) ? 1 : 0;
        }
        return evicted;
    }

    /// The same one by one, until there is enough memory or none is idle any more.
    int evictIdle(BooleanSupplier isEnough) {
        int evicted = 0;
        for (Holder each : longestIdleFirst()) {
            if (isEnough.getAsBoolean()) {
                return evicted;
            }
            evicted += closeIfIdle(each) ? 1 : 0;
        }
        return evicted;
    }

    private List<Holder> longestIdleFirst() {
        record Idle(Holder holder, long sinceNanos) {}

        List<Idle> idle = new ArrayList<>();
        for (Holder holder : holders.values()) {
            synchronized (holder) {
                if (holder.isIdle()) {
                    idle.add(new Idle(holder, holder.lastUseNanos));
                }
            }
        }
        idle.sort(Comparator.comparingLong(Idle::sinceNanos));
        return idle.stream().map(Idle::holder).toList();
    }

    private static boolean closeIfIdle(Holder holder) {
        synchronized (holder) {
            Holder.Loaded loaded = holder.loaded;
            if (loaded == null || !holder.isIdle()) {
                return false;
            }
            holder.loaded = null;
            loaded.close();
            return true;
        }
    }

    /// Takes a dropped collection out of memory, once nobody uses it any more. Returns whether it
    /// is out: after a minute of use this gives up, and may be called again.
    boolean retire(int number) {
        return retire(number, System.nanoTime() + RETIRE_PATIENCE.toNanos());
    }

    /// The same with another patience.
    boolean retire(int number, long giveUpNanos) {
        Holder holder = holders.computeIfAbsent(number, _ -> new Holder());
        synchronized (holder) {
            holder.retired = true;
            while (holder.loaded != null
                    && !holder.isIdle()
                    && System.nanoTime() - giveUpNanos < 0) {
                await(holder);
            }
        }
        return remove(number, holder);
    }

    /// Returns whether it is out of memory.
    private boolean remove(int number, Holder holder) {
        closeIfIdle(holder);
        synchronized (holder) {
            if (holder.loaded != null) {
                return false;
            }
            holders.remove(number, holder);
            return true;
        }
    }

    private static void await(Holder holder) {
        try {
            holder.wait(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DigiException(new Problem.Unavailable("interrupted while closing"), e);
        }
    }

    /// Lets the writes and reads under way end, for a minute at most, and closes everything.
    @Override
    public void close() {
        long giveUp = System.nanoTime() + RETIRE_PATIENCE.toNanos();
        holders.keySet()
                .forEach(number -> {
                    if (!retire(number, giveUp)) {
                        LOG.warn("collection {} was still in use when the engine closed", number);
                    }
                });
    }
}
