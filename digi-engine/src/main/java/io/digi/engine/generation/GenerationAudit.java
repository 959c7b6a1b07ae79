package io.digi.engine.generation;

import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.index.hnsw.GraphFilter;
import io.digi.index.hnsw.GraphSearcher;
import io.digi.index.memory.MemoryBudget;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.vector.Distance;
import io.digi.storage.file.FileStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Holds the files of generations against the stored points. Changes nothing.
public final class GenerationAudit {
    /// So many nodes are searched for by their own vectors.
    private static final int SAMPLE_COUNT = 200;

    private static final int EF = 64;

    /// So many nodes are encoded again, at most.
    private static final int CODE_COUNT_MAX = 10_000;

    /// A graph of a method that does not promise to find everything finds this part at least.
    private static final double FOUND_MIN = 0.8;

    private final GenerationFiles files;
    private final MemoryBudget budget;
    private final Rows rows;

    /// Looks at stored vectors.
    public interface Rows {
        /// The elements of a slot's vector, if it has one in that row and it is intact.
        Optional<float[]> elements(int slot, long row);
    }

    public GenerationAudit(FileStore files, MemoryBudget budget, Rows rows) {
        this.files = new GenerationFiles(files, _ -> {});
        this.budget = budget;
        this.rows = rows;
    }

    /// What makes files of a vector wrong, one of each; empty if they are right. That vectors have
    /// been replaced or deleted since they were written is no fault.
    public List<Problem.Corrupt> faults(IndexPlan plan) {
        return files.list(plan.collection(), plan.vector()).stream()
                .flatMap(path -> fault(plan, path).stream())
                .toList();
    }

    private Optional<Problem.Corrupt> fault(IndexPlan plan, Path path) {
        try (Generation generation = files.readIntact(plan, path, budget)) {
            return fault(plan, generation)
                    .map(detail -> new Problem.Corrupt(path.toString(), 0, detail));
        } catch (DigiException e) {
            if (e.problem() instanceof Problem.Corrupt problem) {
                return Optional.of(problem);
            }
            throw e;
        }
    }

    private Optional<String> fault(IndexPlan plan, Generation generation) {
        SlotSetEditor seen = SlotSet.empty().edit();
        int[] live = new int[generation.nodeEnd()];
        int count = 0;
        for (int node = 0; node < generation.nodeEnd(); node++) {
            int slot = generation.slotOf(node);
            if (slot >= 0 && rows.elements(slot, generation.rowOf(node)).isPresent()) {
                if (seen.contains(slot)) {
                    return Optional.of("two nodes stand for slot %d".formatted(slot));
                }
                seen.add(slot);
                live[count++] = node;
            }
        }
        int[] nodes = Arrays.copyOf(live, count);
        // The greatest inner product is not a vector's own.
        boolean ownIsNearest = plan.config().distance() != Distance.DOT;
        return wrongCodes(generation, nodes)
                .or(() -> ownIsNearest ? lost(generation, nodes) : Optional.empty());
    }

    /// Encodes vectors again, all of them or evenly spread ones.
    private Optional<String> wrongCodes(Generation generation, int[] live) {
        int stride = Math.ceilDiv(live.length, CODE_COUNT_MAX);
        int compared = 0;
        int wrong = 0;
        for (int i = 0; i < live.length; i += stride) {
            compared++;
            wrong += generation.graph().isCodeOf(live[i], elements(generation, live[i])) ? 0 : 1;
        }
        return wrong == 0
                ? Optional.empty()
                : Optional.of(
                        "%d of %d codes that were compared are not those of their vectors"
                                .formatted(wrong, compared));
    }

    /// Searches for nodes by their own vectors.
    private Optional<String> lost(Generation generation, int[] live) {
        GraphSearcher searcher = generation.graph().searcher();
        int stride = Math.max(1, live.length / SAMPLE_COUNT);
        int asked = 0;
        int found = 0;
        for (int i = 0; i < live.length; i += stride) {
            float[] own = elements(generation, live[i]);
            int count = searcher.search(own, EF, node -> true, GraphFilter.NONE);
            boolean isFound = false;
            for (int rank = 0; rank < count && !isFound; rank++) {
                int node = searcher.node(rank);
                isFound = node == live[i] || Arrays.equals(own, elements(generation, node));
            }
            asked++;
            found += isFound ? 1 : 0;
        }
        return found >= FOUND_MIN * asked
                ? Optional.empty()
                : Optional.of(
                        "searches for %d of its vectors found %d only".formatted(asked, found));
    }

    private float[] elements(Generation generation, int node) {
        int slot = generation.slotOf(node);
        Optional<float[]> elements =
                slot < 0 ? Optional.empty() : rows.elements(slot, generation.rowOf(node));
        return elements.orElseGet(() -> new float[0]);
    }
}
