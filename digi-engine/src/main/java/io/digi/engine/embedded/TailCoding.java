package io.digi.engine.embedded;

import io.digi.engine.collection.CollectionState;
import io.digi.engine.collection.ReadView;
import io.digi.engine.collection.RowStore;
import io.digi.engine.collection.VectorState;
import io.digi.engine.generation.GenerationSize;
import io.digi.engine.generation.IndexPlan;
import io.digi.engine.generation.TailCodes;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.write.MaintenanceStep;
import io.digi.index.codes.CodeModel;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;

/// Sees to it that vectors which are not linked yet have codes, as long as there is memory for
/// them. Codes of what is linked are given back.
final class TailCoding {
    private static final int SAMPLE_COUNT = 2_048;

    /// After so many rows it is asked whether to go on.
    private static final int BATCH = 1_024;

    private final IndexTools tools;
    private final IndexedVector target;

    /// @param target the vector, whichever of its parts
    TailCoding(IndexTools tools, IndexedVector target) {
        this.tools = tools;
        this.target = target;
    }

    /// Gives all vectors that wait their codes; later ones get them as they are written.
    void begin() {
        IndexPlan plan = target.plan();
        Optional<TailCodes> present = target.state().codes();
        if (present.isEmpty() || present.get().codeBits() != plan.codeBits()) {
            replace(plan, present);
        }
        if (hasRoomForBoth(plan)) {
            target.state().codes().ifPresent(this::encodeAll);
        }
    }

    /// Codes must not take what a graph needs that is about to be built.
    private boolean hasRoomForBoth(IndexPlan plan) {
        int waiting = target.state().tailCount();
        GenerationSize graph = GenerationSize.of(plan);
        long codes = (long) waiting * graph.codes().strideBytes();
        return tools.memory().hasRoomFor(codes + graph.bytesWhileBuilt(waiting));
    }

    private void replace(IndexPlan plan, Optional<TailCodes> present) {
        CodeModel model;
        try (ReadView view = target.view()) {
            SlotSet all = view.state().vector(target.vector()).present();
            model =
                    CodeModel.train(
                            plan.metric(),
                            plan.codeBits(),
                            plan.config().dimension(),
                            Sample.of(view, target.vector(), all, SAMPLE_COUNT),
                            plan.seed());
        }
        TailCodes next = new TailCodes(model, tools.memory().budget(), tools.memory()::hasRoomFor);
        await((before, _, _) -> {
            rows().use(next);
            return before.with(before.vector(target.vector()).with(next));
        });
        present.ifPresent(old -> tools.epochs().whenUnused(old::close));
    }

    private void encodeAll(TailCodes codes) {
        try (ReadView view = target.view()) {
            VectorState state = view.state().vector(target.vector());
            float[] elements = new float[target.plan().config().dimension()];
            PrimitiveIterator.OfInt slots = state.linkable(view.state().damaged()).iterator();
            for (int i = 0; slots.hasNext(); i++) {
                if (i % BATCH == 0 && target.isStopped()) {
                    return;
                }
                long row = rows().rowOf(slots.nextInt());
                // What is newer than the view was encoded when it was written.
                if (row >= 0 && row < state.rowEnd() && !codes.has(row)) {
                    read(state, row, elements, codes);
                }
            }
        }
    }

    private static void read(VectorState state, long row, float[] elements, TailCodes codes) {
        try {
            state.spans().read(row, elements);
            codes.encode(row, elements);
        } catch (DigiException e) {
            // Whoever links it reports it.
            if (!(e.problem() instanceof Problem.Corrupt)) {
                throw e;
            }
        }
    }

    /// Gives back codes of what is linked by now, once they are most of what is kept.
    void release() {
        CollectionState collection = target.lease().state();
        VectorState state = collection.vector(target.vector());
        if (state.codes().isEmpty() || !state.codes().get().isWasteful(state.tailCount())) {
            return;
        }
        RowStore rows = rows();
        SlotSet waiting = state.linkable(collection.damaged());
        long[] waitingRows = new long[waiting.cardinality()];
        int[] count = {0};
        waiting.forEach(slot -> waitingRows[count[0]++] = rows.rowOf(slot));
        List<Runnable> freeing = state.codes().get().release(waitingRows, state.rowEnd());
        if (!freeing.isEmpty()) {
            // Searches of the present epoch may have seen them still.
            await((before, _, _) -> before);
            tools.epochs().whenUnused(() -> freeing.forEach(Runnable::run));
        }
    }

    private RowStore rows() {
        return target.lease().collection().rows().of(target.vector());
    }

    private void await(MaintenanceStep step) {
        new RevocableStep(step).await(tools.waiting(), "indexing", target.lease().writer()::submit);
    }
}
