package io.digi.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.model.config.Alias;
import io.digi.model.config.AliasChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import io.digi.model.vector.Distance;
import io.digi.storage.fake.FaultPlan;
import io.digi.storage.fake.SimulatedMachine;
import io.digi.storage.kv.KvBatch;
import io.digi.storage.kv.KvStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CatalogTest {
    private static final CollectionName FIRST = new CollectionName("first");
    private static final CollectionName SECOND = new CollectionName("second");
    private static final CollectionName ALIAS = new CollectionName("alias");
    private static final CollectionConfig CONFIG = CollectionConfig.of(4, Distance.DOT);
    private static final byte[] COUNTERS = {7};

    private final KvStore kv = new SimulatedMachine(FaultPlan.none()).kv(Families.ALL);
    private final HeldCommits commits = new HeldCommits(kv);
    private final Catalog catalog = load();

    @AfterEach
    void close() {
        kv.close();
    }

    @Test
    void collectionsCreatedAtTheSameTimeShareASync() {
        CompletableFuture<Definition> first = creating(FIRST);
        CompletableFuture<Definition> second = creating(SECOND);
        awaitQueued(2);
        assertThat(catalog.names()).isEmpty();
        commits.commit();
        assertThat(List.of(first.join().number(), second.join().number()))
                .containsExactlyInAnyOrder(1, 2);
        assertThat(catalog.names()).containsExactly(FIRST, SECOND);
    }

    @Test
    void numberIsNotGivenAgainAfterReopening() {
        creating(FIRST);
        awaitQueued(1);
        creating(SECOND);
        awaitQueued(2);
        commits.commit();
        Catalog reopened = load();
        assertThat(reopened.all()).extracting(Definition::number).containsExactly(1, 2);
        CompletableFuture<Definition> third =
                asked(() -> reopened.create(new CollectionName("third"), CONFIG, _ -> COUNTERS));
        awaitQueued(1);
        commits.commit();
        assertThat(third.join().number()).isEqualTo(3);
    }

    @Test
    void nameOfACollectionThatIsBeingCreatedIsTaken() {
        CompletableFuture<Definition> first = creating(FIRST);
        awaitQueued(1);
        CompletableFuture<Definition> again = creating(FIRST);
        commits.commit();
        assertThat(first.join().number()).isEqualTo(1);
        assertThat(problemOf(again)).isEqualTo(new Problem.CollectionExists(FIRST));
        assertThat(commits.waiting()).isZero();
    }

    @Test
    void aliasCannotTakeTheNameOfACollectionThatIsBeingCreated() {
        created(FIRST);
        creating(SECOND);
        awaitQueued(1);
        assertThatThrownBy(() -> catalog.changeAliases(List.of(aliasOf(FIRST, SECOND))))
                .satisfies(thrown ->
                        assertThat(problem(thrown))
                                .isEqualTo(new Problem.CollectionExists(SECOND)));
        commits.commit();
    }

    @Test
    void failedCreationLeavesTheNameFreeAndTheCauseIsTold() {
        CompletableFuture<Definition> first = creating(FIRST);
        awaitQueued(1);
        Problem full = new Problem.OutcomeUnknown("the disk refused");
        commits.fail(new DigiException(full));
        assertThat(problemOf(first)).isEqualTo(full);
        assertThat(catalog.has(FIRST)).isFalse();
        assertThat(created(FIRST).name()).isEqualTo(FIRST);
    }

    /// The committing thread shows what others changed; if it waited for the lock of a drop, the
    /// drop would wait for it.
    @Test
    void changeIsShownWhileADropWaitsForItsCommit() {
        Definition first = created(FIRST);
        Definition second = created(SECOND);
        CompletableFuture<Boolean> drop = asked(() -> catalog.drop(second));
        awaitQueued(1);
        Definition changed = first.with(CONFIG.withTenantField("tenant_id"));
        CompletableFuture.runAsync(
                        () -> catalog.changed(first.number(), () -> changed),
                        Thread::startVirtualThread)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        assertThat(catalog.require(FIRST)).isEqualTo(changed);
        commits.commit();
        assertThat(drop.join()).isTrue();
    }

    @Test
    void droppedCollectionIsNotShownAgainByALateChange() {
        Definition first = created(FIRST);
        committed(() -> catalog.drop(first));
        catalog.changed(first.number(), () -> first);
        assertThat(catalog.has(FIRST)).isFalse();
        assertThat(load().names()).isEmpty();
    }

    @Test
    void aliasesGoWithTheirCollection() {
        Definition first = created(FIRST);
        committed(() -> {
            catalog.changeAliases(List.of(aliasOf(FIRST, ALIAS)));
            return true;
        });
        assertThat(load().aliases()).containsExactly(new Alias(ALIAS, FIRST));
        assertThat(catalog.require(ALIAS)).isEqualTo(first);
        committed(() -> catalog.drop(first));
        assertThat(catalog.aliases()).isEmpty();
        assertThat(load().aliases()).isEmpty();
        assertThat(created(ALIAS).number()).isEqualTo(2);
    }

    @Test
    void definitionIsReadAsItWasWritten() {
        Definition first = created(FIRST);
        assertThat(load().require(FIRST)).isEqualTo(first);
    }

    @Test
    void damagedDefinitionIsFoundOnUseAndTheOthersAreServed() {
        Definition first = created(FIRST);
        Definition second = created(SECOND);
        byte[] key = Keys.definition(first.number());
        byte[] stored = kv.get(Families.META, key).orElseThrow();
        stored[stored.length - 1] = 99;
        KvBatch batch = new KvBatch();
        batch.put(Families.META, key, stored);
        kv.commit(batch);
        Catalog reopened = load();
        assertThat(reopened.require(SECOND)).isEqualTo(second);
        assertThat(reopened.names()).containsExactly(FIRST, SECOND);
        assertThat(reopened.all()).containsExactly(second);
        assertThatThrownBy(() -> reopened.require(FIRST))
                .satisfies(
                        thrown -> assertThat(problem(thrown)).isInstanceOf(Problem.Corrupt.class));
    }

    private Catalog load() {
        return Catalog.load(kv, commits, 64L << 20);
    }

    private CompletableFuture<Definition> creating(CollectionName name) {
        return asked(() -> catalog.create(name, CONFIG, _ -> COUNTERS));
    }

    private Definition created(CollectionName name) {
        return committed(() -> catalog.create(name, CONFIG, _ -> COUNTERS));
    }

    private <T> T committed(Supplier<T> change) {
        CompletableFuture<T> done = asked(change);
        awaitQueued(1);
        commits.commit();
        return done.join();
    }

    private static <T> CompletableFuture<T> asked(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, Thread::startVirtualThread);
    }

    private void awaitQueued(int count) {
        Awaitility.await().until(() -> commits.waiting() == count);
    }

    private static AliasChange aliasOf(CollectionName collection, CollectionName alias) {
        return new AliasChange.Create(collection, alias);
    }

    private static Problem problemOf(CompletableFuture<?> outcome) {
        try {
            outcome.join();
        } catch (CompletionException e) {
            return problem(e.getCause());
        }
        throw new AssertionError("expected a failure");
    }

    private static Problem problem(Throwable thrown) {
        return ((DigiException) thrown).problem();
    }
}
