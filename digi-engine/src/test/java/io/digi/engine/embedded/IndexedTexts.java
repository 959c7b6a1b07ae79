package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.engine.bytes.ByteWriter;
import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.CollectionState;
import io.digi.engine.collection.ReadView;
import io.digi.engine.field.FieldIndex;
import io.digi.engine.jobs.JobBoard;
import io.digi.engine.key.Families;
import io.digi.engine.plan.PointReads;
import io.digi.engine.trial.RandomPayloads;
import io.digi.engine.write.WriteRequest;
import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.change.PointSelection;
import io.digi.model.change.WriteReceipt;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.CollectionInfo;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.engine.Call;
import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.Filter;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.job.Job;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.query.PointRead;
import io.digi.model.vector.Distance;
import io.digi.model.vector.NamedVectors;
import io.digi.storage.fake.FaultPlan;
import io.digi.storage.fake.SimulatedMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// A collection on a simulated machine, and what tests do with a payload index on its key `a`.
final class IndexedTexts implements AutoCloseable {
    static final CollectionName NAME = new CollectionName("c");
    static final JsonPath KEY = JsonPath.ofKey("a");
    static final PayloadIndexConfig KEYWORD = PayloadIndexConfig.keyword();
    static final PayloadIndexConfig TEXT = PayloadIndexConfig.text();

    /// Points of a batch of the job.
    static final int BATCH = 7;

    static final EngineSettings SETTINGS =
            EngineSettings.withMemory(64L << 20)
                    .withDisk(/* lowWaterBytes= */ 0, /* reservedBytes= */ 1_024)
                    .withCheckpoints(/* pointsMin= */ 5, /* changesMax= */ 20);

    final SimulatedMachine machine;
    private Parts parts;

    IndexedTexts() {
        this(new SimulatedMachine(FaultPlan.none()));
    }

    IndexedTexts(SimulatedMachine machine) {
        this.machine = machine;
        this.parts = open();
    }

    private Parts open() {
        return Parts.open(
                new EngineStorage(machine.files(), () -> machine.kv(Families.ALL)), SETTINGS);
    }

    Parts parts() {
        return parts;
    }

    @Override
    public void close() {
        parts.close();
    }

    void create() {
        parts.collections().create(Call.everything(), NAME, CollectionConfig.of(1, Distance.DOT));
    }

    void reopen() {
        parts.close();
        reopenClosed();
    }

    void reopenClosed() {
        parts = open();
    }

    void checkpoint() {
        try (CollectionRegistry.Lease _ = lease()) {
            parts.upkeep().checkpoint(parts.catalog().require(NAME).number());
        }
    }

    /// Asks for an index without anybody who builds it.
    void begin(PayloadIndexConfig config) {
        step(new CollectionChange.CreatePayloadIndex(KEY, config));
    }

    void step(CollectionChange change) {
        try (CollectionRegistry.Lease lease = lease()) {
            lease.writer().submit(DefinitionChanges.step(change)).join();
            showDefinition(lease);
        }
    }

    /// Asks for an index and waits for it.
    WriteReceipt alter(CollectionChange change) {
        return parts.collections().alter(Call.everything(), NAME, change);
    }

    /// Lets a job build the index.
    ///
    /// @param stopped called before each batch
    void run(BooleanSupplier stopped) {
        run(stopped, PayloadIndexJob.VALUES_MAX);
    }

    void run(BooleanSupplier stopped, int valuesMax) {
        try (CollectionRegistry.Lease lease = lease()) {
            JobBoard.Ticket ticket =
                    parts.jobs().queue(Job.Kind.BUILD_PAYLOAD_INDEX, Optional.of(NAME), "a test");
            new PayloadIndexJob(
                            lease,
                            KEY,
                            ticket,
                            parts.waiting(),
                            parts.filing(),
                            stopped,
                            BATCH,
                            valuesMax)
                    .run();
            ticket.done();
            showDefinition(lease);
        }
    }

    private void showDefinition(CollectionRegistry.Lease lease) {
        int number = lease.state().definition().number();
        parts.catalog().changed(number, () -> lease.collection().state().definition());
    }

    static BooleanSupplier stoppedAfter(int batches) {
        AtomicInteger done = new AtomicInteger();
        return () -> done.getAndIncrement() == batches;
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void texts(int count) {
        for (int i = 0; i < count; i++) {
            put(i, i % 2 == 0 ? "red wine" : "bed wine, red window");
        }
    }

    void put(int id, String text) {
        upsert(List.of(point(id, Payload.of(Map.of("a", Value.of(text))))));
    }

    void upsert(RandomPayloads payloads, Random random, int count) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            points.add(point(random.nextInt(80), payloads.next()));
        }
        upsert(points);
    }

    void upsert(List<Point> points) {
        write(new PointChange.Upsert(points));
    }

    static Point point(int id, Payload payload) {
        return new Point(PointId.of(id), NamedVectors.of(1), payload);
    }

    void remove(int id) {
        write(new PointChange.Delete(new PointSelection.Ids(List.of(PointId.of(id)))));
    }

    private void write(PointChange change) {
        try (CollectionRegistry.Lease lease = lease()) {
            WriteRequest.prepare(
                            lease.state().definition(), Call.everything().scope(), List.of(change))
                    .submit(lease.writer())
                    .join();
        }
    }

    CollectionRegistry.Lease lease() {
        return parts.registry().lease(parts.catalog().require(NAME));
    }

    CollectionState state() {
        try (CollectionRegistry.Lease lease = lease()) {
            return lease.state();
        }
    }

    Definition definition() {
        return parts.catalog().require(NAME);
    }

    CollectionInfo info() {
        return parts.collections().describe(Call.everything(), NAME);
    }

    long count(Filter filter) {
        try (CollectionRegistry.Lease lease = lease();
                ReadView view = lease.collection().view()) {
            return new PointReads(
                            Call.everything(),
                            lease.collection(),
                            view,
                            parts.damage(),
                            (_, _, _) -> {})
                    .answer(new PointRead.Count(filter, true));
        }
    }

    static Filter negated(Filter filter) {
        return Filter.mustNot(new Condition.Group(filter));
    }

    static Filter text(String text) {
        return Filter.must(new Condition.Field(KEY, new FieldTest.MatchText(text)));
    }

    static Filter match(String text) {
        return Filter.must(
                new Condition.Field(
                        KEY, new FieldTest.MatchAny(Set.of(new FieldTest.Scalar.Text(text)))));
    }

    static byte[] bytes(FieldIndex index) {
        ByteWriter out = new ByteWriter();
        index.writeTo(out);
        return out.toBytes();
    }
}
