package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.engine.catalog.Catalog;
import io.digi.engine.collection.CollectionState;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.trial.RandomFilters;
import io.digi.engine.trial.RandomIndexes;
import io.digi.engine.trial.RandomPayloads;
import io.digi.engine.trial.Trials;
import io.digi.engine.write.WriteRequest;
import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionInfo;
import io.digi.model.config.CollectionStatus;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.engine.Call;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.filter.Condition;
import io.digi.model.filter.Filter;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Payload indexes are built while writes go on, and are dropped, asked for again and cut short
/// meanwhile.
class PayloadIndexJobTest {
    private IndexedTexts c = new IndexedTexts();

    @AfterEach
    void close() {
        c.close();
    }

    @Test
    void anIndexBuiltDuringWritesIsTheOneThatARestartBuilds() {
        Trials.run(
                15,
                random -> {
                    c.close();
                    c = new IndexedTexts();
                    c.create();
                    RandomPayloads payloads = new RandomPayloads(random);
                    c.upsert(payloads, random, 60);
                    PayloadIndexConfig config = RandomIndexes.config(random);
                    c.begin(config);
                    c.run(() -> {
                        c.upsert(payloads, random, random.nextInt(4));
                        c.remove(random.nextInt(80));
                        return false;
                    });
                    byte[] built = IndexedTexts.bytes(c.state().fields().get(IndexedTexts.KEY));
                    c.reopen();
                    Awaitility.await()
                            .until(() -> c.state().fields().containsKey(IndexedTexts.KEY));
                    assertThat(IndexedTexts.bytes(c.state().fields().get(IndexedTexts.KEY)))
                            .isEqualTo(built);
                    RandomFilters filters = new RandomFilters(random);
                    for (int i = 0; i < 10; i++) {
                        Filter filter =
                                Filter.must(new Condition.Field(IndexedTexts.KEY, filters.test()));
                        long found = c.count(filter);
                        long others = c.count(IndexedTexts.negated(filter));
                        assertThat(found + others).isEqualTo(c.count(Filter.ALL));
                    }
                });
    }

    @Test
    void untilItIsCompleteFiltersDoWithoutIt() {
        c.create();
        c.texts(30);
        c.begin(IndexedTexts.TEXT);
        c.run(IndexedTexts.stoppedAfter(2));
        assertThat(c.state().building().get(IndexedTexts.KEY).covered().cardinality())
                .isEqualTo(2 * IndexedTexts.BATCH);
        assertThat(c.info().payloadIndexes().get(IndexedTexts.KEY).pointCount())
                .isEqualTo(2 * IndexedTexts.BATCH);
        assertThat(c.info().status()).isEqualTo(CollectionStatus.GREY);
        assertThat(c.count(IndexedTexts.text("ed win"))).isEqualTo(30);
        assertThat(c.count(IndexedTexts.text("WINE red"))).isZero();
        c.run(() -> false);
        assertThat(c.state().building()).isEmpty();
        Awaitility.await().until(() -> c.info().status() == CollectionStatus.GREEN);
        assertThat(c.count(IndexedTexts.text("ed win"))).isZero();
        assertThat(c.count(IndexedTexts.text("WINE red"))).isEqualTo(30);
    }

    @Test
    void aPointWrittenMeanwhileIsInTheIndexAtOnce() {
        c.create();
        c.texts(30);
        c.begin(IndexedTexts.KEYWORD);
        c.run(IndexedTexts.stoppedAfter(1));
        c.put(25, "new");
        c.remove(3);
        assertThat(c.state().building().get(IndexedTexts.KEY).covered().cardinality())
                .isEqualTo(IndexedTexts.BATCH);
        c.run(() -> false);
        assertThat(c.info().payloadIndexes().get(IndexedTexts.KEY).pointCount()).isEqualTo(29);
        assertThat(c.count(IndexedTexts.match("new"))).isOne();
    }

    @Test
    void droppedMeanwhileItEndsThere() {
        c.create();
        c.texts(30);
        c.begin(IndexedTexts.TEXT);
        AtomicInteger batches = new AtomicInteger();
        c.run(() -> {
            if (batches.incrementAndGet() == 3) {
                c.step(new CollectionChange.DropPayloadIndex(IndexedTexts.KEY));
            }
            return false;
        });
        assertThat(batches).hasValue(3);
        assertThat(c.info().payloadIndexes()).isEmpty();
        assertThat(c.count(IndexedTexts.text("ed win"))).isEqualTo(30);
    }

    @Test
    void askedForAnewMeanwhileItIsTheNewOne() {
        c.create();
        c.texts(30);
        c.begin(IndexedTexts.TEXT);
        AtomicInteger batches = new AtomicInteger();
        c.run(() -> {
            if (batches.incrementAndGet() == 3) {
                c.put(2, "other");
                c.begin(IndexedTexts.KEYWORD);
                c.step(new CollectionChange.DropPayloadIndex(IndexedTexts.KEY));
                c.put(2, "changed");
                c.begin(IndexedTexts.KEYWORD);
            }
            return false;
        });
        assertThat(c.info().payloadIndexes().get(IndexedTexts.KEY))
                .isEqualTo(new CollectionInfo.PayloadIndexInfo(IndexedTexts.KEYWORD, 30));
        assertThat(c.count(IndexedTexts.match("changed"))).isOne();
        assertThat(c.count(IndexedTexts.match("other"))).isZero();
    }

    @Test
    void whatWasReadForAnIndexIsNotJoinedToALaterOne() {
        c.create();
        c.texts(30);
        c.begin(IndexedTexts.KEYWORD);
        AtomicInteger batches = new AtomicInteger();
        c.run(() -> {
            if (batches.incrementAndGet() == 1) {
                replaceBeforeTheNextJoin();
            }
            return false;
        });
        assertThat(c.info().payloadIndexes().get(IndexedTexts.KEY).pointCount()).isEqualTo(30);
        assertThat(c.count(IndexedTexts.match("changed"))).isOne();
        assertThat(c.count(IndexedTexts.match("red wine"))).isEqualTo(14);
    }

    /// Queues a drop, a write and another begin, and holds them up until what the job reads now
    /// waits behind them.
    private void replaceBeforeTheNextJoin() {
        CountDownLatch holds = new CountDownLatch(1);
        CountDownLatch joins = new CountDownLatch(1);
        CollectionRegistry.Lease lease = c.lease();
        var _ =
                lease.writer()
                        .submit((before, _, _) -> {
                            holds.countDown();
                            IndexedTexts.await(joins);
                            return before;
                        });
        IndexedTexts.await(holds);
        submit(lease, new CollectionChange.DropPayloadIndex(IndexedTexts.KEY));
        Point changed = IndexedTexts.point(2, Payload.of(Map.of("a", Value.of("changed"))));
        var _ =
                WriteRequest.prepare(
                                lease.state().definition(),
                                Call.everything().scope(),
                                List.of(new PointChange.Upsert(List.of(changed))))
                        .submit(lease.writer());
        submit(
                lease,
                new CollectionChange.CreatePayloadIndex(IndexedTexts.KEY, IndexedTexts.KEYWORD));
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

    @Test
    void aBatchEndsWithThePointThatBringsTooManyValues() {
        c.create();
        c.put(0, "a b c d e");
        c.put(1, "f g h i j");
        c.put(2, "k l");
        c.begin(IndexedTexts.TEXT);
        c.run(IndexedTexts.stoppedAfter(1), /* valuesMax= */ 8);
        assertThat(c.state().building().get(IndexedTexts.KEY).covered())
                .isEqualTo(SlotSet.of(0, 1));
    }

    @Test
    void aFullHeapWhileABatchIsJoinedRefusesTheBatchAndNothingElse() {
        c.create();
        c.texts(10);
        c.begin(IndexedTexts.TEXT);
        CollectionState before = c.state();
        RevocableStep step =
                new RevocableStep((state, batch, _) -> {
                    Catalog.put(batch, state.definition().withFinished(IndexedTexts.KEY));
                    throw new OutOfMemoryError("a test");
                });
        try (CollectionRegistry.Lease lease = c.lease()) {
            assertThatThrownBy(
                            () -> step.await(c.parts().waiting(), "test", lease.writer()::submit))
                    .isInstanceOfSatisfying(
                            DigiException.class,
                            e -> assertThat(e.problem()).isInstanceOf(Problem.OutOfMemory.class));
        }
        assertThat(c.state()).isSameAs(before);
        c.put(10, "red wine");
        c.run(() -> false);
        assertThat(c.count(IndexedTexts.text("WINE"))).isEqualTo(11);
        c.reopen();
        assertThat(c.count(IndexedTexts.text("WINE"))).isEqualTo(11);
    }
}
