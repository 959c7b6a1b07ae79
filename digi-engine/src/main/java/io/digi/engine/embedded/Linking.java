package io.digi.engine.embedded;

import io.digi.engine.collection.ReadView;
import io.digi.engine.generation.Generation;
import io.digi.engine.plan.DamageReport;
import io.digi.engine.record.StoredVector;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.index.hnsw.GraphBuilder;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.util.Arrays;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Links the vectors of slots into one generation, batch by batch. By one thread, which others
/// help.
final class Linking implements AutoCloseable {
    private final Generation generation;
    private final Originals originals;
    private final GraphBuilder builder;
    private final Supplier<ReadView> views;
    private final DamageReport damage;
    private final int threads;
    private final Executor pool;
    private final BooleanSupplier stopped;
    private SlotSet skipped = SlotSet.empty();

    /// @param views a view of the collection as it is, to be closed
    /// @param stopped whether to leave the rest of a batch
    Linking(
            Generation generation,
            int vector,
            Supplier<ReadView> views,
            DamageReport damage,
            int threads,
            Executor pool,
            BooleanSupplier stopped) {
        this.generation = generation;
        this.originals = new Originals(generation, vector);
        this.builder = generation.builder(originals);
        this.views = views;
        this.damage = damage;
        this.threads = threads;
        this.pool = pool;
        this.stopped = stopped;
    }

    /// Slots whose vector is damaged, so that it was not linked.
    SlotSet skipped() {
        return skipped;
    }

    /// Links the vectors of the first of some slots. Returns their nodes.
    ///
    /// @param count of how many slots, at most
    int[] link(ReadView view, SlotSet slots, int count) {
        originals.use(view);
        IntStream.Builder made = IntStream.builder();
        try {
            append(view, slots.iterator(), Math.min(count, slots.cardinality()), made);
        } catch (RuntimeException | Error e) {
            generation.abandon(made.build().toArray());
            throw e;
        }
        int[] nodes = made.build().toArray();
        return generation.hasLinks() ? link(nodes) : encode(nodes);
    }

    private void append(
            ReadView view, PrimitiveIterator.OfInt slots, int count, IntStream.Builder made) {
        SlotSetEditor passedOver = skipped.edit();
        for (int i = 0; i < count; i++) {
            int slot = slots.nextInt();
            Optional<StoredVector> vector = intact(view, slot);
            if (vector.isPresent()) {
                made.add(generation.append(slot, vector.get().row()));
            } else {
                passedOver.add(slot);
            }
        }
        skipped = passedOver.build();
    }

    private Optional<StoredVector> intact(ReadView view, int slot) {
        try {
            return originals.verified(slot);
        } catch (DigiException e) {
            if (e.problem() instanceof Problem.Corrupt problem) {
                damage.damaged(view.state().definition().number(), slot, problem);
                return Optional.empty();
            }
            throw e;
        }
    }

    private int[] link(int[] nodes) {
        AtomicInteger next = new AtomicInteger();
        try {
            Crew.work(
                    pool,
                    threads,
                    () -> {
                        int i = next.getAndIncrement();
                        while (i < nodes.length && !stopped.getAsBoolean()) {
                            builder.add(nodes[i]);
                            i = next.getAndIncrement();
                        }
                    });
        } finally {
            generation.abandonUnlinked(nodes);
        }
        return Arrays.stream(nodes).filter(generation::isLinked).toArray();
    }

    /// The same without links. It takes no time, so nothing stops it.
    private int[] encode(int[] nodes) {
        float[] elements = new float[generation.dimension()];
        boolean done = false;
        try {
            for (int node : nodes) {
                originals.read(node, elements);
                generation.encode(node, elements);
            }
            done = true;
            return nodes;
        } finally {
            if (!done) {
                generation.abandon(nodes);
            }
        }
    }

    /// Takes dead nodes out of the graph, so that searches need not pass through them.
    void remove(ReadView view, int[] nodes) {
        originals.use(view);
        if (generation.hasLinks()) {
            builder.remove(nodes);
        }
        generation.removed(nodes);
    }

    /// Links what no link leads to yet.
    @Override
    public void close() {
        try (ReadView view = views.get()) {
            originals.use(view);
            builder.close();
        }
    }
}
