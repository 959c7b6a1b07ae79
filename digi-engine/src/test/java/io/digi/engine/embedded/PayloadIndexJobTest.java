package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.engine.bytes.ByteWriter;
import io.digi.engine.collection.CollectionState;
import io.digi.engine.collection.ReadView;
import io.digi.engine.field.FieldIndex;
import io.digi.engine.jobs.JobBoard;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.engine.plan.PointReads;
import io.digi.engine.trial.RandomFilters;
import io.digi.engine.trial.RandomIndexes;
import io.digi.engine.trial.RandomPayloads;
import io.digi.engine.trial.Trials;
import io.digi.engine.write.WriteRequest;
import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.change.PointSelection;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.CollectionInfo;
import io.digi.model.config.CollectionStatus;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.engine.Call;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
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
import io.digi.storage.kv.KvBatch;
import java.nio.file.Path;
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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Payload indexes are built while writes go on, and are dropped, asked for again and cut short
/// meanwhile.
class PayloadIndexJobTest {
    private static final CollectionName NAME = new CollectionName("c");
    private static final JsonPath KEY = JsonPath.ofKey("a");
    private static final PayloadIndexConfig KEYWORD = PayloadIndexConfig.keyword();
    private static final PayloadIndexConfig TEXT = PayloadIndexConfig.text();
    private static final int BATCH = 7;
    private static final EngineSettings SETTINGS =
            EngineSettings.withMemory(64L << 20)
                    .withDisk(/* lowWaterBytes= */ 0, /* reservedBytes= */ 1_024)
                    .withCheckpoints(/* pointsMin= */ 5, /* changesMax= */ 20);

    private SimulatedMachine machine = new SimulatedMachine(FaultPlan.none());
    private Parts parts = open();

    private Parts open() {
        return Parts.open(
                new EngineStorage(machine.files(), () -> machine.kv(Families.ALL)), SETTINGS);
    }

    @AfterEach
    void close() {
        parts.close();
    }

    @Test
    void anIndexBuiltDuringWritesIsTheOneThatARestartBuilds() {
        Trials.run(
                15,
                random -> {
                    parts.close();
                    machine = new SimulatedMachine(FaultPlan.none());
                    parts = open();
                    create();
                    RandomPayloads payloads = new RandomPayloads(random);
                    upsert(payloads, random, 60);
                    PayloadIndexConfig config = RandomIndexes.config(random);
                    begin(config);
                    run(() -> {
                        upsert(payloads, random, random.nextInt(4));
                        remove(PointId.of(random.nextInt(80)));
                        return false;
                    });
                    byte[] built = bytes(state().fields().get(KEY));
                    reopen();
                    Awaitility.await().until(() -> state().fields().containsKey(KEY));
                    assertThat(bytes(state().fields().get(KEY))).isEqualTo(built);
                    RandomFilters filters = new RandomFilters(random);
                    for (int i = 0; i < 10; i++) {
                        Filter filter = Filter.must(new Condition.Field(KEY, filters.test()));
                        long found = count(filter);
                        long others = count(negated(filter));
                        assertThat(found + others).isEqualTo(count(Filter.ALL));
                    }
                });
    }

    @Test
    void untilItIsCompleteFiltersDoWithoutIt() {
        create();
        texts(30);
        begin(TEXT);
        run(stoppedAfter(2));
        assertThat(state().building().get(KEY).covered().cardinality()).isEqualTo(2 * BATCH);
        assertThat(info().payloadIndexes().get(KEY).pointCount()).isEqualTo(2 * BATCH);
        assertThat(info().status()).isEqualTo(CollectionStatus.GREY);
        assertThat(count(text("ed win"))).isEqualTo(30);
        assertThat(count(text("WINE red"))).isZero();
        run(() -> false);
        assertThat(state().building()).isEmpty();
        assertThat(info().status()).isEqualTo(CollectionStatus.GREEN);
        assertThat(count(text("ed win"))).isZero();
        assertThat(count(text("WINE red"))).isEqualTo(30);
    }

    @Test
    void aPointWrittenMeanwhileIsInTheIndexAtOnce() {
        create();
        texts(30);
        begin(KEYWORD);
        run(stoppedAfter(1));
        put(25, "new");
        remove(PointId.of(3));
        assertThat(state().building().get(KEY).covered().cardinality()).isEqualTo(BATCH);
        run(() -> false);
        assertThat(info().payloadIndexes().get(KEY).pointCount()).isEqualTo(29);
        assertThat(count(Filter.must(match("new")))).isOne();
    }

    @Test
    void droppedMeanwhileItEndsThere() {
        create();
        texts(30);
        begin(TEXT);
        AtomicInteger batches = new AtomicInteger();
        run(() -> {
            if (batches.incrementAndGet() == 3) {
                step(new CollectionChange.DropPayloadIndex(KEY));
            }
            return false;
        });
        assertThat(batches).hasValue(3);
        assertThat(info().payloadIndexes()).isEmpty();
        assertThat(count(text("ed win"))).isEqualTo(30);
    }

    @Test
    void askedForAnewMeanwhileItIsTheNewOne() {
        create();
        texts(30);
        begin(TEXT);
        AtomicInteger batches = new AtomicInteger();
        run(() -> {
            if (batches.incrementAndGet() == 3) {
                put(2, "other");
                begin(KEYWORD);
                step(new CollectionChange.DropPayloadIndex(KEY));
                put(2, "changed");
                begin(KEYWORD);
            }
            return false;
        });
        assertThat(info().payloadIndexes().get(KEY))
                .isEqualTo(new CollectionInfo.PayloadIndexInfo(KEYWORD, 30));
        assertThat(count(Filter.must(match("changed")))).isOne();
        assertThat(count(Filter.must(match("other")))).isZero();
    }

    @Test
    void whatWasReadForAnIndexIsNotJoinedToALaterOne() {
        create();
        texts(30);
        begin(KEYWORD);
        AtomicInteger batches = new AtomicInteger();
        run(() -> {
            if (batches.incrementAndGet() == 1) {
                replaceBeforeTheNextJoin();
            }
            return false;
        });
        assertThat(info().payloadIndexes().get(KEY).pointCount()).isEqualTo(30);
        assertThat(count(Filter.must(match("changed")))).isOne();
        assertThat(count(Filter.must(match("red wine")))).isEqualTo(14);
    }

    /// Queues a drop, a write and another begin, and holds them up until what the job reads now
    /// waits behind them.
    private void replaceBeforeTheNextJoin() {
        CountDownLatch holds = new CountDownLatch(1);
        CountDownLatch joins = new CountDownLatch(1);
        CollectionRegistry.Lease lease = lease();
        var _ =
                lease.writer()
                        .submit((before, _, _) -> {
                            holds.countDown();
                            await(joins);
                            return before;
                        });
        await(holds);
        submit(lease, new CollectionChange.DropPayloadIndex(KEY));
        Point changed = point(2, Payload.of(Map.of("a", Value.of("changed"))));
        var _ =
                WriteRequest.prepare(
                                lease.state().definition(),
                                Call.everything().scope(),
                                List.of(new PointChange.Upsert(List.of(changed))))
                        .submit(lease.writer());
        submit(lease, new CollectionChange.CreatePayloadIndex(KEY, KEYWORD));
        Thread.ofPlatform()
                .start(() -> {
                    try (lease) {
                        Awaitility.await().until(() -> lease.writer().queued() >= 4);
                        joins.countDown();
                    }
                });
    }

    private static void submit(CollectionRegistry.Lease lease, CollectionChange change) {
        var _ = lease.writer().submit(DefinitionChanges.step(change));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void cutShortItIsBuiltAfterTheNextOpening() {
        create();
        texts(30);
        checkpoint();
        begin(TEXT);
        run(stoppedAfter(2));
        reopen();
        assertThat(info().payloadIndexes()).containsKey(KEY);
        Awaitility.await().until(() -> info().status() == CollectionStatus.GREEN);
        assertThat(state().fields()).containsKey(KEY);
        assertThat(count(text("WINE red"))).isEqualTo(30);
        assertThat(parts.jobs().jobs())
                .anySatisfy(job -> {
                    assertThat(job.kind()).isEqualTo(Job.Kind.BUILD_PAYLOAD_INDEX);
                    assertThat(job.state()).isEqualTo(Job.State.DONE);
                    assertThat(job.reason()).isEqualTo("index on `a`: it was not complete");
                });
    }

    @Test
    void completeOnceItKeepsItsMeaningWhileItIsBuiltAgain() {
        create();
        texts(30);
        checkpoint();
        begin(TEXT);
        run(() -> false);
        reopen();
        assertThat(count(text("WINE red"))).isEqualTo(30);
        assertThat(count(text("ed win"))).isZero();
    }

    @Test
    void aCheckpointWithAnIndexOfOtherContentsIsOfUseForTheRest() {
        create();
        texts(30);
        begin(KEYWORD);
        run(() -> false);
        checkpoint();
        begin(TEXT);
        run(stoppedAfter(1));
        reopen();
        Awaitility.await().until(() -> info().status() == CollectionStatus.GREEN);
        assertThat(info().payloadIndexes().get(KEY))
                .isEqualTo(new CollectionInfo.PayloadIndexInfo(TEXT, 30));
        assertThat(machine.files().exists(Path.of("quarantine"))).isFalse();
    }

    @Test
    void whoWaitsIsAnsweredWhenItIsCompleteAndOthersAtOnce() {
        create();
        texts(30);
        parts.collections()
                .alter(
                        Call.everything(),
                        NAME,
                        new CollectionChange.CreatePayloadIndex(KEY, TEXT, /* waits= */ true));
        assertThat(state().fields()).containsKey(KEY);
        assertThat(parts.catalog().require(NAME).unfinished()).isEmpty();
        JsonPath other = JsonPath.ofKey("b");
        parts.collections()
                .alter(
                        Call.everything(),
                        NAME,
                        new CollectionChange.CreatePayloadIndex(other, KEYWORD, false));
        assertThat(info().payloadIndexes()).containsKey(other);
        Awaitility.await().until(() -> state().building().isEmpty());
    }

    @Test
    void whatCannotBeBuiltSaysWhyAndIsTriedAgainWhenAskedFor() {
        create();
        texts(30);
        int number = parts.catalog().require(NAME).number();
        byte[] key = Keys.record(number, 3);
        byte[] record = parts.kv().get(Families.RECORDS, key).orElseThrow();
        commit(key, new byte[] {9, 9, 9});
        CollectionChange change = new CollectionChange.CreatePayloadIndex(KEY, KEYWORD);
        assertThatThrownBy(() -> parts.collections().alter(Call.everything(), NAME, change))
                .isInstanceOfSatisfying(
                        DigiException.class,
                        e -> assertThat(e.problem()).isInstanceOf(Problem.OutcomeUnknown.class))
                .hasMessageContaining("the index on `a` was asked for, but building it failed: ");
        assertThat(info().status()).isEqualTo(CollectionStatus.GREY);
        assertThat(parts.jobs().jobs().getFirst().state()).isEqualTo(Job.State.FAILED);
        commit(key, record);
        parts.collections().alter(Call.everything(), NAME, change);
        assertThat(info().status()).isEqualTo(CollectionStatus.GREEN);
        assertThat(info().payloadIndexes().get(KEY).pointCount()).isEqualTo(30);
    }

    /// Writes past the engine, and then by it, so that views see both.
    private void commit(byte[] key, byte[] record) {
        KvBatch batch = new KvBatch();
        batch.put(Families.RECORDS, key, record);
        parts.kv().commit(batch);
        put(29, "last");
    }

    @Test
    void theSameIndexAskedForAgainStays() {
        create();
        texts(10);
        begin(KEYWORD);
        run(() -> false);
        begin(KEYWORD);
        assertThat(state().building()).isEmpty();
        assertThat(state().fields()).containsKey(KEY);
    }

    private void create() {
        parts.collections().create(Call.everything(), NAME, CollectionConfig.of(1, Distance.DOT));
    }

    private void reopen() {
        parts.close();
        parts = open();
    }

    private void checkpoint() {
        try (CollectionRegistry.Lease _ = lease()) {
            parts.upkeep().checkpoint(parts.catalog().require(NAME).number());
        }
    }

    /// Asks for an index without anybody who builds it.
    private void begin(PayloadIndexConfig config) {
        step(new CollectionChange.CreatePayloadIndex(KEY, config));
    }

    private void step(CollectionChange change) {
        try (CollectionRegistry.Lease lease = lease()) {
            lease.writer().submit(DefinitionChanges.step(change)).join();
            int number = lease.state().definition().number();
            parts.catalog().changed(number, () -> lease.collection().state().definition());
        }
    }

    /// @param stopped called before each batch
    private void run(BooleanSupplier stopped) {
        try (CollectionRegistry.Lease lease = lease()) {
            JobBoard.Ticket ticket =
                    parts.jobs().queue(Job.Kind.BUILD_PAYLOAD_INDEX, Optional.of(NAME), "a test");
            new PayloadIndexJob(lease, KEY, ticket, parts.waiting(), stopped, BATCH).run();
            ticket.done();
            int number = lease.state().definition().number();
            parts.catalog().changed(number, () -> lease.collection().state().definition());
        }
    }

    private static BooleanSupplier stoppedAfter(int batches) {
        AtomicInteger done = new AtomicInteger();
        return () -> done.getAndIncrement() == batches;
    }

    private void texts(int count) {
        for (int i = 0; i < count; i++) {
            put(i, i % 2 == 0 ? "red wine" : "bed wine, red window");
        }
    }

    private void put(int id, String text) {
        upsert(List.of(point(id, Payload.of(Map.of("a", Value.of(text))))));
    }

    private void upsert(RandomPayloads payloads, Random random, int count) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            points.add(point(random.nextInt(80), payloads.next()));
        }
        upsert(points);
    }

    private void upsert(List<Point> points) {
        write(new PointChange.Upsert(points));
    }

    private static Point point(int id, Payload payload) {
        return new Point(PointId.of(id), NamedVectors.of(1), payload);
    }

    private void remove(PointId id) {
        write(new PointChange.Delete(new PointSelection.Ids(List.of(id))));
    }

    private void write(PointChange change) {
        try (CollectionRegistry.Lease lease = lease()) {
            WriteRequest.prepare(
                            lease.state().definition(), Call.everything().scope(), List.of(change))
                    .submit(lease.writer())
                    .join();
        }
    }

    private CollectionRegistry.Lease lease() {
        return parts.registry().lease(parts.catalog().require(NAME));
    }

    private CollectionState state() {
        try (CollectionRegistry.Lease lease = lease()) {
            return lease.state();
        }
    }

    private CollectionInfo info() {
        return parts.collections().describe(Call.everything(), NAME);
    }

    private long count(Filter filter) {
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

    private static Filter negated(Filter filter) {
        return Filter.mustNot(new Condition.Group(filter));
    }

    private static Filter text(String text) {
        return Filter.must(new Condition.Field(KEY, new FieldTest.MatchText(text)));
    }

    private static Condition match(String text) {
        return new Condition.Field(
                KEY, new FieldTest.MatchAny(Set.of(new FieldTest.Scalar.Text(text))));
    }

    private static byte[] bytes(FieldIndex index) {
        ByteWriter out = new ByteWriter();
        index.writeTo(out);
        return out.toBytes();
    }
}
