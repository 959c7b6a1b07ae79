package io.digi.storage.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What every [KvStore] does.
public abstract class KvStoreContract extends KvViewContract {
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
        assertThat(found.stream().map(value -> value.map(KvFixture::text)))
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
    void storeAndViewsEqualTheModelThroughAnything() {
        long seed = Long.getLong("digi.seed", System.nanoTime());
        Random random = new Random(seed);
        KvModel model = new KvModel(FAMILIES);
        KvModel seen = model.copy();
        KvView view = store.snapshot();
        int rounds = 150 * Integer.getInteger("digi.test.effort", 1);
        for (int round = 0; round < rounds; round++) {
            store.commit(model.randomBatch(random));
            assertEqual(store, model, random, seed);
            assertEqual(view, seen, random, seed);
            switch (random.nextInt(30)) {
                case 0 -> store.flush();
                case 1 -> store.compact(RECORDS, KvModel.randomRange(random));
                case 2, 3, 4, 5 -> {
                    view.close();
                    view = store.snapshot();
                    seen = model.copy();
                }
                case 6 -> {
                    store.close();
                    store = open();
                    view = store.snapshot();
                    seen = model.copy();
                }
                default -> {
                    // On with the next batch.
                }
            }
        }
        view.close();
    }

    private static void assertEqual(KvReads reads, KvModel model, Random random, long seed) {
        for (KvFamily family : FAMILIES) {
            KvRange range = random.nextInt(3) == 0 ? KvRange.all() : KvModel.randomRange(random);
            List<String> entries = new ArrayList<>();
            reads.forEach(
                    family, range, 1000, (key, value) -> entries.add(KvModel.text(key, value)));
            assertThat(entries).as("-Ddigi.seed=%d", seed).isEqualTo(model.entries(family, range));
            byte[] key = KvModel.randomKey(random);
            assertThat(
                            reads.get(family, key).map(value -> KvModel.text(key, value)).stream()
                                    .toList())
                    .as("-Ddigi.seed=%d", seed)
                    .isEqualTo(model.entries(family, KvRange.between(key, next(key))));
        }
    }

    private static byte[] next(byte[] key) {
        return KvRange.all().after(key).lower();
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

    private List<String> values(KvFamily family, KvRange range) {
        List<String> values = new ArrayList<>();
        store.forEach(family, range, Long.MAX_VALUE, (key, value) -> values.add(text(value)));
        return values;
    }
}
