package io.digi.engine.embedded;

import io.digi.engine.generation.GenerationFiles;
import io.digi.engine.generation.IndexPlan;
import io.digi.engine.key.Families;
import io.digi.model.config.CollectionConfig;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.id.VectorName;
import io.digi.model.vector.Distance;
import io.digi.storage.fake.FaultPlan;
import io.digi.storage.fake.SimulatedMachine;
import java.util.Random;

/// The parts of an engine on a simulated disk, for tests of what indexing consists of. The
/// collection [Graphs#NAME] has points, but no graph is asked for.
record GraphParts(Parts parts, VectorEngine engine, Graphs graphs) implements AutoCloseable {
    /// A configuration that asks for a graph.
    static final CollectionConfig CONFIG = Graphs.config(Graphs.hnsw(8, 32), Distance.EUCLID);

    /// The same points, but nothing is indexed.
    static CollectionConfig withoutGraph(CollectionConfig config) {
        return new CollectionConfig(
                config.vectors(),
                config.hnsw(),
                Graphs.settings(0),
                config.metadata(),
                config.tenantField());
    }

    static GraphParts open(int pointCount) {
        SimulatedMachine machine = new SimulatedMachine(FaultPlan.none());
        EngineStorage storage = new EngineStorage(machine.files(), () -> machine.kv(Families.ALL));
        Parts parts = Parts.open(storage, Graphs.SETTINGS.withDisk(0, 1_024));
        VectorEngine engine = new EmbeddedEngine(parts);
        Graphs graphs = new Graphs(engine);
        engine.collections().create(Call.everything(), Graphs.NAME, withoutGraph(CONFIG));
        GraphParts opened = new GraphParts(parts, engine, graphs);
        opened.add(0, pointCount);
        return opened;
    }

    void add(int from, int end) {
        graphs.upsert(Graphs.points(new Random(1), from, end));
    }

    CollectionRegistry.Lease lease() {
        return parts.registry().lease(parts.catalog().require(Graphs.NAME));
    }

    /// As if a graph were wanted.
    IndexPlan plan() {
        return IndexPlan.of(parts.catalog().require(Graphs.NAME).with(CONFIG), VectorName.DEFAULT);
    }

    /// What is shared by jobs, with other settings.
    IndexTools tools(IndexingSettings settings, DiskGuard disk) {
        return new IndexTools(
                settings,
                new GenerationFiles(parts.files(), _ -> {}),
                disk,
                new GraphMemory(parts.memory(), _ -> 0, System::nanoTime),
                parts.epochs(),
                parts.waiting(),
                parts.damage(),
                Runnable::run,
                new BatchSignal());
    }

    @Override
    public void close() {
        parts.close();
    }
}
