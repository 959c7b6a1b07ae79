package io.digi.storage.kv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [KvStore] does.
public abstract class KvStoreContract {
    protected static final KvFamily IDS = KvFamily.of("ids", KvFamily.Trait.POINT_LOOKUPS);
    protected static final KvFamily RECORDS =
            KvFamily.of("records", KvFamily.Trait.LARGE_VALUES, KvFamily.Trait.COMPRESSED);
    protected static final List<KvFamily> FAMILIES = List.of(IDS, RECORDS);

    protected KvStore store;

    /// Opens the store of this test; again with what it held after `close`.
    protected abstract KvStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void committedValueIsRead() {
        put(IDS, "a", "1");
        assertThat(get(store, IDS, "a")).contains("1");
        assertThat(get(store, IDS, "b")).isEmpty();
        assertThat(get(store, RECORDS, "a")).isEmpty();
    }

    @Test
    void batchSpansFamiliesAndLaterWritesWin() {
        KvBatch batch = new KvBatch();
        batch.put(IDS, bytes("a"), bytes("1"));
        batch.put(RECORDS, bytes("a"), bytes("2"));
        batch.put(IDS, bytes("a"), bytes("3"));
        batch.put(IDS, bytes("b"), bytes("4"));
        batch.delete(IDS, bytes("b"));
        store.commit(batch);
        assertThat(get(store, IDS, "a")).contains("3");
        assertThat(get(store, RECORDS, "a")).contains("2");
        assertThat(get(store, IDS, "b")).isEmpty();
    }

    @Test
    void deletedRangeIsGoneAndItsUpperBoundStays() {
        put(IDS, "a", "1", "b", "2", "c", "3", "d", "4");
        KvBatch batch = new KvBatch();
        batch.deleteRange(IDS, KvRange.between(bytes("b"), bytes("d")));
        batch.put(IDS, bytes("c"), bytes("new"));
        store.commit(batch);
        assertThat(scan(store, IDS, KvRange.all())).containsExactly("a=1", "c=new", "d=4");
    }

    @Test
    void emptyRangeDeletesNothing() {
        put(IDS, "a", "1");
        KvBatch batch = new KvBatch();
        batch.deleteRange(IDS, KvRange.between(bytes("b"), bytes("a")));
        store.commit(batch);
        assertThat(get(store, IDS, "a")).contains("1");
    }

    @Test
    void openRangeIsNotDeleted() {
        KvBatch batch = new KvBatch();
        batch.deleteRange(IDS, KvRange.from(bytes("b")));
        assertThatThrownBy(() -> store.commit(batch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("upper bound");
        assertThat(store.writeRefusal()).isEmpty();
    }

    @Test
    void unknownFamilyIsRefused() {
        KvFamily other = KvFamily.of("other");
        assertThatThrownBy(() -> store.get(other, bytes("a")))
                .isInstanceOfSatisfying(
                        DigiException.class,
                        e -> assertThat(e.problem()).isInstanceOf(Problem.Internal.class));
    }

    @Test
    void manyKeysComeInTheOrderAsked() {
        put(IDS, "a", "1", "b", "2", "c", "3");
        List<Optional<byte[]>> found =
                store.multiGet(IDS, List.of(bytes("c"), bytes("x"), bytes("a")));
        assertThat(found.stream().map(value -> value.map(KvStoreContract::text)))
                .containsExactly(Optional.of("3"), Optional.empty(), Optional.of("1"));
        assertThat(store.multiGet(IDS, List.of())).isEmpty();
    }

    @Test
    void rangeIsWalkedInUnsignedOrder() {
        KvBatch batch = new KvBatch();
        batch.put(IDS, new byte[] {(byte) 0x80}, bytes("high"));
        batch.put(IDS, new byte[] {0x7f}, bytes("low"));
        batch.put(IDS, new byte[] {0x7f, 0}, bytes("longer"));
        batch.put(IDS, new byte[] {}, bytes("empty"));
        store.commit(batch);
        assertThat(values(IDS, KvRange.all())).containsExactly("empty", "low", "longer", "high");
    }

    @Test
    void boundsAreLowerInclusiveAndUpperExclusive() {
        put(IDS, "a", "1", "b", "2", "c", "3");
        assertThat(scan(store, IDS, KvRange.between(bytes("a"), bytes("c"))))
                .containsExactly("a=1", "b=2");
        assertThat(scan(store, IDS, KvRange.from(bytes("b")))).containsExactly("b=2", "c=3");
        assertThat(scan(store, IDS, KvRange.all().after(bytes("a")))).containsExactly("b=2", "c=3");
        assertThat(scan(store, IDS, KvRange.between(bytes("c"), bytes("a")))).isEmpty();
    }

    @Test
    void prefixEndsWhereItsSuccessorBegins() {
        KvBatch batch = new KvBatch();
        batch.put(IDS, new byte[] {1, (byte) 0xff}, bytes("in"));
        batch.put(IDS, new byte[] {1, (byte) 0xff, (byte) 0xff}, bytes("in too"));
        batch.put(IDS, new byte[] {2}, bytes("out"));
        batch.put(IDS, new byte[] {(byte) 0xff, 1}, bytes("last"));
        store.commit(batch);
        assertThat(values(IDS, KvRange.prefix(new byte[] {1, (byte) 0xff})))
                .containsExactly("in", "in too");
        assertThat(values(IDS, KvRange.prefix(new byte[] {(byte) 0xff}))).containsExactly("last");
    }

    @Test
    void walkStopsAtItsLimitOrWhenTheVisitorHasEnough() {
        put(IDS, "a", "1", "b", "2", "c", "3");
        List<String> seen = new ArrayList<>();
        assertThat(store.forEach(IDS, KvRange.all(), 2, (key, value) -> seen.add(text(key))))
                .isEqualTo(2);
        assertThat(seen).containsExactly("a", "b");
        assertThat(store.forEach(IDS, KvRange.all(), 9, (key, value) -> false)).isEqualTo(1);
    }

    @Test
    void cursorShowsTheMomentItWasOpened() {
        put(IDS, "a", "1", "b", "2");
        try (KvCursor cursor = store.scan(IDS, KvRange.all())) {
            put(IDS, "c", "3");
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.next()).isTrue();
            assertThat(text(cursor.key())).isEqualTo("b");
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.next()).isFalse();
        }
    }

    @Test
    void cursorThatStandsNowhereHasNoKey() {
        put(IDS, "a", "1");
        try (KvCursor cursor = store.scan(IDS, KvRange.all())) {
            assertThatThrownBy(cursor::key).isInstanceOf(IllegalStateException.class);
            cursor.next();
            cursor.next();
            assertThatThrownBy(cursor::value).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void viewKeepsItsMoment() {
        put(IDS, "a", "1");
        try (KvView view = store.snapshot()) {
            put(IDS, "a", "2", "b", "3");
            assertThat(get(view, IDS, "a")).contains("1");
            assertThat(view.multiGet(IDS, List.of(bytes("b")))).containsExactly(Optional.empty());
            assertThat(scan(view, IDS, KvRange.all())).containsExactly("a=1");
            assertThat(get(store, IDS, "a")).contains("2");
        }
    }

    @Test
    void sharedViewLivesUntilItsLastHolderCloses() {
        put(IDS, "a", "1");
        KvView first = store.snapshot();
        KvView second = first.share().orElseThrow();
        first.close();
        first.close();
        assertThat(first.share()).isEmpty();
        assertProblem(() -> first.get(IDS, bytes("a")), Problem.Internal.class);
        put(IDS, "a", "2");
        assertThat(get(second, IDS, "a")).contains("1");
        second.close();
        assertThat(second.share()).isEmpty();
    }

    @Test
    void useAfterCloseIsRefused() {
        put(IDS, "a", "1");
        KvView view = store.snapshot();
        KvCursor cursor = store.scan(IDS, KvRange.all());
        KvBatch batch = new KvBatch();
        batch.put(IDS, bytes("b"), bytes("2"));
        store.close();
        store.close();
        assertProblem(() -> store.get(IDS, bytes("a")), Problem.Unavailable.class);
        assertProblem(() -> store.multiGet(IDS, List.of(bytes("a"))), Problem.Unavailable.class);
        assertProblem(() -> store.scan(IDS, KvRange.all()), Problem.Unavailable.class);
        assertProblem(() -> store.commit(batch), Problem.Unavailable.class);
        assertProblem(store::snapshot, Problem.Unavailable.class);
        assertProblem(store::statistics, Problem.Unavailable.class);
        assertProblem(() -> view.get(IDS, bytes("a")), Problem.Unavailable.class);
        assertProblem(cursor::next, Problem.Unavailable.class);
        assertThat(view.share()).isEmpty();
        view.close();
        cursor.close();
    }

    @Test
    void cursorOutlivesItsView() {
        put(IDS, "a", "1");
        KvView view = store.snapshot();
        KvCursor cursor = view.scan(IDS, KvRange.all());
        view.close();
        put(IDS, "a", "2");
        assertThat(cursor.next()).isTrue();
        assertThat(text(cursor.value())).isEqualTo("1");
        cursor.close();
        assertProblem(cursor::next, Problem.Internal.class);
    }

    @Test
    void committedBatchesAreThereAfterReopening() {
        put(IDS, "a", "1", "b", "2");
        put(RECORDS, "r", "x".repeat(100_000));
        store.close();
        store = open();
        assertThat(scan(store, IDS, KvRange.all())).containsExactly("a=1", "b=2");
        assertThat(get(store, RECORDS, "r")).contains("x".repeat(100_000));
    }

    @Test
    void flushAndCompactionChangeNoAnswer() {
        put(IDS, "a", "1", "b", "2");
        store.flush();
        put(IDS, "a", "3");
        store.flush();
        store.compact(IDS, KvRange.all());
        assertThat(scan(store, IDS, KvRange.all())).containsExactly("a=3", "b=2");
        assertThat(store.statistics().diskBytes()).isPositive();
        assertThat(store.isStalled()).isFalse();
        assertThat(store.writeRefusal()).isEmpty();
    }

    @Test
    void deletingFilesOfADeletedRangeKeepsTheRest() {
        put(IDS, "a", "1", "b", "2", "c", "3");
        store.flush();
        KvRange range = KvRange.between(bytes("b"), bytes("c"));
        KvBatch batch = new KvBatch();
        batch.deleteRange(IDS, range);
        store.commit(batch);
        store.deleteFiles(IDS, range);
        assertThat(scan(store, IDS, KvRange.all())).containsExactly("a=1", "c=3");
    }

    @Test
    void batchSaysHowLargeItIs() {
        KvBatch batch = new KvBatch();
        assertThat(batch.isEmpty()).isTrue();
        batch.put(IDS, bytes("key"), new byte[1000]);
        batch.delete(IDS, bytes("key"));
        assertThat(batch.count()).isEqualTo(2);
        assertThat(batch.sizeBytes()).isBetween(1006L, 1100L);
    }

    protected final void put(KvFamily family, String... keysAndValues) {
        KvBatch batch = new KvBatch();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            batch.put(family, bytes(keysAndValues[i]), bytes(keysAndValues[i + 1]));
        }
        store.commit(batch);
    }

    protected static Optional<String> get(KvReads reads, KvFamily family, String key) {
        return reads.get(family, bytes(key)).map(KvStoreContract::text);
    }

    protected static List<String> scan(KvReads reads, KvFamily family, KvRange range) {
        List<String> entries = new ArrayList<>();
        reads.forEach(
                family,
                range,
                Long.MAX_VALUE,
                (key, value) -> entries.add(text(key) + "=" + text(value)));
        return entries;
    }

    private List<String> values(KvFamily family, KvRange range) {
        List<String> values = new ArrayList<>();
        store.forEach(family, range, Long.MAX_VALUE, (key, value) -> values.add(text(value)));
        return values;
    }

    protected static void assertProblem(Runnable use, Class<? extends Problem> problem) {
        assertThatThrownBy(use::run)
                .isInstanceOfSatisfying(
                        DigiException.class, e -> assertThat(e.problem()).isInstanceOf(problem));
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    protected static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
