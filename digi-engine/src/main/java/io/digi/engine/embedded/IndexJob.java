package io.digi.engine.embedded;

import io.digi.engine.generation.Generation;
import io.digi.engine.generation.GenerationFiles;
import io.digi.engine.generation.IndexPlan;
import io.digi.engine.generation.Linked;
import io.digi.engine.jobs.JobBoard;
import io.digi.engine.write.MaintenanceStep;
import io.digi.index.memory.MemoryRefusedException;
import io.digi.model.error.DigiException;
import io.digi.model.id.TenantId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Brings the generations of one vector to what its collection has and says: takes up those that
/// were saved, gives large tenants their own, and lets a [PartJob] work on each.
final class IndexJob {
    private final IndexTools tools;
    private final IndexedVector target;
    private final JobBoard.Ticket job;
    private boolean hasChanged;

    IndexJob(IndexTools tools, IndexedVector target, JobBoard.Ticket job) {
        this.tools = tools;
        this.target = target;
        this.job = job;
    }

    /// Throws a problem of capacity where memory is refused; what is linked by then stays.
    void run() {
        load();
        Shares shares = target.shares(target.lease().state());
        for (Linked part : target.state().parts()) {
            if (part.tenant().isPresent() && !shares.owners().containsKey(part.tenant().get())) {
                forget(part);
            }
        }
        IndexPlan plan = target.plan();
        if (plan.isDue(target.state().present().cardinality())) {
            workOnAll(shares);
        } else if (!plan.hasLinks()) {
            target.part().ifPresent(this::forget);
        }
    }

    private void workOnAll(Shares shares) {
        TailCoding coding = new TailCoding(tools, target);
        coding.begin();
        workOnEach(shares);
        coding.release();
    }

    /// What keeps one part from being built keeps no other one.
    private void workOnEach(Shares shares) {
        Optional<RuntimeException> failure = work(target);
        for (TenantId tenant : shares.owners().keySet()) {
            Optional<RuntimeException> failed = work(target.of(tenant));
            failure = failure.isPresent() ? failure : failed;
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private Optional<RuntimeException> work(IndexedVector part) {
        PartJob work = new PartJob(tools, part, job);
        try {
            work.run();
            return Optional.empty();
        } catch (DigiException | MemoryRefusedException e) {
            return Optional.of(e);
        } finally {
            hasChanged |= work.hasChanged();
        }
    }

    /// Whether something was taken up, linked or removed. A job that finds nothing to do although
    /// it was wanted would do so again.
    boolean hasChanged() {
        return hasChanged;
    }

    /// Takes up what was saved and is not in use. The generation of no tenant comes first: it may
    /// still have what has become a tenant's since.
    private void load() {
        IndexPlan plan = target.plan();
        List<Path> paths = new ArrayList<>(tools.files().list(plan.collection(), target.vector()));
        for (Linked part : target.state().parts()) {
            paths.remove(GenerationFiles.path(plan.collection(), target.vector(), part.tenant()));
        }
        Path common = GenerationFiles.path(plan.collection(), target.vector(), Optional.empty());
        paths.sort(Comparator.comparing((Path path) -> !path.equals(common)));
        GraphMemory memory = tools.memory();
        for (Path path : paths) {
            tools.files()
                    .read(plan, path, memory.budget(), memory::requireRoomFor)
                    .ifPresent(this::take);
        }
    }

    /// Takes up a generation that was saved, whatever its settings: it serves until there is
    /// another. Nodes whose slot has another row by now are dead.
    private void take(Generation generation) {
        boolean inUse = false;
        try {
            IntStream nodes = IntStream.range(0, generation.nodeEnd());
            await(GraphSteps.publish(target.lease(), target.vector(), generation, nodes));
            inUse = true;
            hasChanged = true;
        } finally {
            if (!inUse) {
                generation.close();
            }
        }
    }

    private void forget(Linked part) {
        Optional<TenantId> tenant = part.tenant();
        await(GraphSteps.forget(target.vector(), tenant));
        hasChanged = true;
        tools.epochs().whenUnused(part.generation()::close);
        int collection = target.lease().state().definition().number();
        tools.files().delete(collection, target.vector(), tenant);
    }

    private void await(MaintenanceStep step) {
        new RevocableStep(step).await(tools.waiting(), "indexing", target.lease().writer()::submit);
    }
}
