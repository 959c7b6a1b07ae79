package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.engine.field.SlotBounds;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.model.change.WriteReceipt;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionInfo;
import io.digi.model.config.CollectionStatus;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.engine.Call;
import io.digi.model.engine.Cancellation;
import io.digi.model.engine.Costs;
import io.digi.model.engine.Deadline;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.filter.FieldTest;
import io.digi.model.job.Job;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.storage.kv.KvBatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What becomes of a payload index that was cut short, or asked for again, or could not be built.
class PayloadIndexingTest {
    private static final CollectionChange ASKED =
            new CollectionChange.CreatePayloadIndex(IndexedTexts.KEY, IndexedTexts.TEXT);

    private final IndexedTexts c = new IndexedTexts();

    @AfterEach
    void close() {
        c.close();
    }

    @Test
    void cutShortItIsBuiltAfterTheNextOpening() {
        c.create();
        c.texts(30);
        c.checkpoint();
        c.begin(IndexedTexts.TEXT);
        c.run(IndexedTexts.stoppedAfter(2));
        c.reopen();
        assertThat(c.info().payloadIndexes()).containsKey(IndexedTexts.KEY);
        Awaitility.await().until(() -> c.info().status() == CollectionStatus.GREEN);
        assertThat(c.state().fields()).containsKey(IndexedTexts.KEY);
        assertThat(c.count(IndexedTexts.text("WINE red"))).isEqualTo(30);
        assertThat(c.parts().jobs().jobs())
                .anySatisfy(job -> {
                    assertThat(job.kind()).isEqualTo(Job.Kind.BUILD_PAYLOAD_INDEX);
                    assertThat(job.state()).isEqualTo(Job.State.DONE);
                    assertThat(job.reason()).isEqualTo("index on `a`: it was not complete");
                });
    }

    @Test
    void completeOnceItKeepsItsMeaningWhileItIsBuiltAgain() {
        c.create();
        c.texts(30);
        c.checkpoint();
        c.begin(IndexedTexts.TEXT);
        c.run(() -> false);
        c.reopen();
        assertThat(c.count(IndexedTexts.text("WINE red"))).isEqualTo(30);
        assertThat(c.count(IndexedTexts.text("ed win"))).isZero();
    }

    @Test
    void aCheckpointWithAnIndexOfOtherContentsIsOfUseForTheRest() {
        c.create();
        c.texts(30);
        c.begin(IndexedTexts.KEYWORD);
        c.run(() -> false);
        c.checkpoint();
        c.begin(IndexedTexts.TEXT);
        c.run(IndexedTexts.stoppedAfter(1));
        c.reopen();
        Awaitility.await().until(() -> c.info().status() == CollectionStatus.GREEN);
        assertThat(c.info().payloadIndexes().get(IndexedTexts.KEY))
                .isEqualTo(new CollectionInfo.PayloadIndexInfo(IndexedTexts.TEXT, 30));
        assertThat(c.machine.files().exists(Path.of("quarantine"))).isFalse();
    }

    @Test
    void whoWaitsIsAnsweredWhenItIsCompleteAndOthersAtOnce() {
        c.create();
        c.texts(30);
        var _ =
                c.alter(
                        new CollectionChange.CreatePayloadIndex(
                                IndexedTexts.KEY, IndexedTexts.TEXT, /* waits= */ true));
        assertThat(c.state().fields()).containsKey(IndexedTexts.KEY);
        assertThat(c.parts().catalog().require(IndexedTexts.NAME).unfinished()).isEmpty();
        JsonPath other = JsonPath.ofKey("b");
        var _ =
                c.alter(
                        new CollectionChange.CreatePayloadIndex(
                                other, IndexedTexts.KEYWORD, false));
        assertThat(c.info().payloadIndexes()).containsKey(other);
        Awaitility.await().until(() -> c.state().building().isEmpty());
    }

    @Test
    void whatCannotBeBuiltSaysWhyAndIsTriedAgainWhenAskedFor() {
        c.create();
        c.texts(30);
        int number = c.parts().catalog().require(IndexedTexts.NAME).number();
        byte[] key = Keys.record(number, 3);
        byte[] record = c.parts().kv().get(Families.RECORDS, key).orElseThrow();
        commit(key, new byte[] {9, 9, 9});
        CollectionChange change =
                new CollectionChange.CreatePayloadIndex(IndexedTexts.KEY, IndexedTexts.KEYWORD);
        assertThatThrownBy(() -> c.alter(change))
                .isInstanceOfSatisfying(
                        DigiException.class,
                        e -> assertThat(e.problem()).isInstanceOf(Problem.OutcomeUnknown.class))
                .hasMessageContaining("the index on `a` was asked for, but building it failed: ");
        assertThat(c.info().status()).isEqualTo(CollectionStatus.GREY);
        assertThat(c.parts().jobs().jobs().getFirst().state()).isEqualTo(Job.State.FAILED);
        commit(key, record);
        var _ = c.alter(change);
        assertThat(c.info().status()).isEqualTo(CollectionStatus.GREEN);
        assertThat(c.info().payloadIndexes().get(IndexedTexts.KEY).pointCount()).isEqualTo(30);
    }

    /// Writes past the engine, and then by it, so that views see both.
    private void commit(byte[] key, byte[] record) {
        KvBatch batch = new KvBatch();
        batch.put(Families.RECORDS, key, record);
        c.parts().kv().commit(batch);
        c.put(29, "last");
    }

    @Test
    void theSameIndexAskedForAgainStays() {
        c.create();
        c.texts(10);
        c.begin(IndexedTexts.KEYWORD);
        c.run(() -> false);
        c.begin(IndexedTexts.KEYWORD);
        assertThat(c.state().building()).isEmpty();
        assertThat(c.state().fields()).containsKey(IndexedTexts.KEY);
    }

    @Test
    void otherParametersOfTheSameContentsChangeInPlace() {
        c.create();
        c.texts(10);
        c.begin(new PayloadIndexConfig.Keyword(/* isTenant= */ false, /* onDisk= */ false));
        c.run(IndexedTexts.stoppedAfter(1));
        PayloadIndexConfig tenant =
                new PayloadIndexConfig.Keyword(
                        /* isTenant= */ true, /* onDisk= */ false, /* enableHnsw= */ false);
        c.begin(tenant);
        assertThat(c.state().building().get(IndexedTexts.KEY).covered().cardinality())
                .isEqualTo(IndexedTexts.BATCH);
        c.run(() -> false);
        c.begin(IndexedTexts.KEYWORD);
        assertThat(c.state().building()).isEmpty();
        c.begin(tenant);
        assertThat(c.state().fields()).containsKey(IndexedTexts.KEY);
        assertThat(c.info().payloadIndexes().get(IndexedTexts.KEY))
                .isEqualTo(new CollectionInfo.PayloadIndexInfo(tenant, 10));
        c.reopen();
        assertThat(c.info().payloadIndexes().get(IndexedTexts.KEY).config()).isEqualTo(tenant);
    }

    @Test
    void capabilitiesThatAreAskedForAreServedAtOnce() {
        c.create();
        for (int i = 0; i < 10; i++) {
            c.upsert(List.of(IndexedTexts.point(i, Payload.of(Map.of("a", Value.of((long) i))))));
        }
        c.begin(new PayloadIndexConfig.Int(/* lookup= */ true, /* range= */ false, false, false));
        c.run(() -> false);
        FieldTest atMost4 =
                new FieldTest.Range(
                        OptionalDouble.empty(),
                        OptionalDouble.of(4),
                        OptionalDouble.empty(),
                        OptionalDouble.empty());
        assertThat(answer(atMost4).isExact()).isFalse();
        c.begin(PayloadIndexConfig.integer());
        assertThat(answer(atMost4).isExact()).isTrue();
        assertThat(answer(atMost4).certain().cardinality()).isEqualTo(5);
    }

    private SlotBounds answer(FieldTest test) {
        return c.state().fields().get(IndexedTexts.KEY).answer(test, c.state().live());
    }

    @Test
    void whatOpeningCompletesIsFinished() {
        c.create();
        c.texts(3);
        c.begin(IndexedTexts.TEXT);
        assertThat(c.definition().unfinished()).containsExactly(IndexedTexts.KEY);
        c.reopen();
        assertThat(c.state().fields()).containsKey(IndexedTexts.KEY);
        Awaitility.await().until(() -> c.definition().unfinished().isEmpty());
        c.reopen();
        assertThat(c.definition().unfinished()).isEmpty();
    }

    @Test
    void whoWaitsIsAnsweredWhateverCompletionSetsOff() {
        c.create();
        c.texts(30);
        PayloadIndexing indexing =
                new PayloadIndexing(
                        c.parts().registry(),
                        c.parts().catalog()::has,
                        c.parts().jobs(),
                        c.parts().waiting(),
                        c.parts().filing(),
                        _ -> {
                            throw new IllegalStateException("a test");
                        },
                        System::nanoTime);
        c.begin(IndexedTexts.KEYWORD);
        try (indexing;
                CollectionRegistry.Lease lease = c.lease()) {
            assertThat(indexing.asked(lease, IndexedTexts.KEY))
                    .succeedsWithin(Duration.ofSeconds(20));
        }
        assertThat(c.state().fields()).containsKey(IndexedTexts.KEY);
        assertThat(c.parts().jobs().jobs().getFirst().state()).isEqualTo(Job.State.DONE);
    }

    @Test
    void whoseTimeIsOverHearsThatTheIndexIsNotCompleteAndItIsBuiltOn() throws Exception {
        c.create();
        c.texts(30);
        CountDownLatch isAsked = new CountDownLatch(1);
        CountDownLatch isOver = new CountDownLatch(1);
        Call call =
                new Call(
                        Call.everything().scope(),
                        Deadline.after(Duration.ofSeconds(1)),
                        new Cancellation(),
                        new Costs());
        try (CollectionRegistry.Lease lease = c.lease()) {
            holdUp(lease, isAsked);
            CompletableFuture<WriteReceipt> receipt =
                    CompletableFuture.supplyAsync(
                            () -> c.parts().collections().alter(call, IndexedTexts.NAME, ASKED));
            Awaitility.await().until(() -> lease.writer().queued() == 1);
            // Behind the step that begins the index, and before the one that joins the first batch.
            holdUp(lease, isOver);
            isAsked.countDown();
            assertThat(receipt.get(20, TimeUnit.SECONDS).isComplete()).isFalse();
            isOver.countDown();
        }
        Awaitility.await().until(() -> c.state().fields().containsKey(IndexedTexts.KEY));
        assertThat(c.alter(ASKED).isComplete()).isTrue();
    }

    private static void holdUp(CollectionRegistry.Lease lease, CountDownLatch until) {
        CountDownLatch holds = new CountDownLatch(1);
        boolean isFirst = lease.writer().queued() == 0;
        var _ =
                lease.writer()
                        .submit((before, _, _) -> {
                            holds.countDown();
                            IndexedTexts.await(until);
                            return before;
                        });
        if (isFirst) {
            IndexedTexts.await(holds);
        }
    }
}
