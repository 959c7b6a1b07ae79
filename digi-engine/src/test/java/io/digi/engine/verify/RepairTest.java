package io.digi.engine.verify;

import static io.digi.engine.verify.TestDirectory.NUMBER;
import static io.digi.engine.verify.TestDirectory.POINTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.digi.engine.collection.Counters;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.engine.record.RecordCodec;
import io.digi.engine.record.StoredPoint;
import io.digi.model.id.CollectionName;
import io.digi.storage.kv.KvBatch;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// One thing is broken; the check names it, the repair mends it, and the engine serves what it
/// should.
final class RepairTest extends RepairFixture {
    static Stream<Arguments> derivedDamage() {
        return Stream.of(
                damage(
                        "id lost",
                        "kv/ids",
                        "does not lead to its point",
                        b -> b.delete(Families.IDS, id(7))),
                damage(
                        "id of another",
                        "kv/ids",
                        "does not lead to its point",
                        b -> b.put(Families.IDS, id(7), number(8))),
                damage(
                        "id of nothing",
                        "kv/ids",
                        "leads to slot 9999, which is empty",
                        b -> b.put(Families.IDS, id(70_000), number(9_999))),
                damage(
                        "id of no slot",
                        "kv/ids",
                        "does not lead to its point",
                        b -> b.put(Families.IDS, id(7), NONSENSE)),
                damage(
                        "counters lost",
                        "kv/meta",
                        "counters are wrong: they are missing",
                        b -> b.delete(Families.META, Keys.counters(NUMBER))),
                damage(
                        "counters unreadable",
                        "kv/meta",
                        "counters are wrong",
                        b -> b.put(Families.META, Keys.counters(NUMBER), NONSENSE)),
                damage(
                        "row without a point",
                        "kv/rows",
                        "has no point",
                        b -> b.put(Families.ROWS, Keys.row(NUMBER, 0, 5_000), new byte[16])),
                damage(
                        "row of an extent",
                        "kv/rows",
                        "was brought into an extent",
                        b -> b.put(Families.ROWS, Keys.row(NUMBER, 0, 3), new byte[16])),
                damage(
                        "row of no vector",
                        "kv/rows",
                        "is no row",
                        b -> b.put(Families.ROWS, Keys.row(NUMBER, 5, 3), new byte[16])),
                damage(
                        "change unreadable",
                        "kv/changes",
                        "unknown format",
                        b -> b.put(Families.CHANGES, Keys.change(NUMBER, 2, 0), NONSENSE)),
                damage(
                        "alias of nothing",
                        "kv/meta",
                        "alias `old` leads to no collection",
                        b ->
                                b.put(
                                        Families.META,
                                        Keys.alias(new CollectionName("old")),
                                        number(77))),
                damage(
                        "counters of nothing",
                        "kv/meta",
                        "counters of collection number 77",
                        b -> b.put(Families.META, Keys.counters(77), NONSENSE)),
                damage(
                        "last number lost",
                        "kv/meta",
                        "number of the last collection",
                        b -> b.delete(Families.META, Keys.directoryCounters())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("derivedDamage")
    void derivedDataIsMadeAnewFromThePoints(
            String name, String file, String what, Consumer<KvBatch> damage) {
        directory.commit(damage);
        VerifyReport found = directory.verify();
        assertThat(found.count(Severity.DAMAGE)).as(name).isZero();
        assertThat(found.findings())
                .anySatisfy(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.REPAIRABLE);
                    assertThat(finding.file()).isEqualTo(file);
                    assertThat(finding.what()).contains(what);
                });
        RepairReport repaired = directory.repair(RepairOptions.LOSE_NOTHING);
        assertThat(repaired.mended()).isNotEmpty();
        assertThat(repaired.after().findings()).isEmpty();
        assertThat(directory.served()).isEqualTo(whole);
    }

    @Test
    void wrongCountersAreCorrected() {
        Counters wrong = new Counters(1, 3, 77, Map.of(0, new Counters.RowCounters(550, 550)));
        directory.withStore(kv -> {
            Counters right = counters(kv);
            Map<Integer, Counters.RowCounters> rows =
                    Map.of(0, new Counters.RowCounters(1, right.rows(0).drained()));
            Counters small =
                    new Counters(
                            wrong.operationNumber(), wrong.slotEnd(), wrong.pointCount(), rows);
            KvBatch batch = new KvBatch();
            batch.put(Families.META, Keys.counters(NUMBER), small.encode());
            kv.commit(batch);
        });
        assertThat(directory.verify().findings())
                .singleElement()
                .satisfies(f -> assertThat(f.what()).contains("count 77 points, 600 are stored"));
        assertThat(directory.repair(RepairOptions.LOSE_NOTHING).after().findings()).isEmpty();
        assertThat(directory.served()).isEqualTo(whole);
        directory.withEngine(engine -> TestDirectory.upsert(engine, POINTS, POINTS + 100));
        assertThat(directory.served()).hasSize(POINTS + 100).containsAllEntriesOf(whole);
    }

    @Test
    void unreadableRecordIsDroppedOnlyIfAllowed() {
        int slot = slotOf(7);
        directory.withStore(kv -> {
            byte[] key = Keys.record(NUMBER, slot);
            byte[] record = kv.get(Families.RECORDS, key).orElseThrow();
            record[12] ^= 1;
            KvBatch batch = new KvBatch();
            batch.put(Families.RECORDS, key, record);
            kv.commit(batch);
        });
        assertThat(directory.verify().findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.DAMAGE);
                    assertThat(finding.file()).isEqualTo("kv/records");
                    assertThat(finding.what()).contains("slot " + slot, "checksum");
                    assertThat(finding.advice()).contains("--drop-damaged-points");
                });
        assertThat(directory.repair(RepairOptions.LOSE_NOTHING).after().isClean()).isFalse();
        assertThat(directory.repair(DROP_POINTS).after().findings()).isEmpty();
        whole.remove(7L);
        assertThat(directory.served()).isEqualTo(whole);
    }

    @Test
    void olderRecordOfAPointIsRemoved() {
        directory.withStore(kv -> {
            byte[] record =
                    kv.get(Families.RECORDS, Keys.record(NUMBER, slotOf(kv, 7))).orElseThrow();
            StoredPoint point = RecordCodec.decode(record);
            KvBatch batch = new KvBatch();
            batch.put(
                    Families.RECORDS,
                    Keys.record(NUMBER, 590 + POINTS),
                    RecordCodec.encode(
                            new StoredPoint(
                                    point.name(),
                                    point.version() - 1,
                                    point.vectors(),
                                    point.payload())));
            kv.commit(batch);
        });
        assertThat(directory.verify().findings())
                .anySatisfy(f -> assertThat(f.what()).contains("an older record of the point"));
        assertThat(directory.repair(RepairOptions.LOSE_NOTHING).after().findings()).isEmpty();
        assertThat(directory.served()).isEqualTo(whole);
    }

    @Test
    void lostRowOfTheStoreIsNamed() {
        long row = rowEnd() - 1;
        directory.commit(b -> b.delete(Families.ROWS, Keys.row(NUMBER, 0, row)));
        assertThat(directory.verify().findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.file()).isEqualTo("kv/rows");
                    assertThat(finding.what()).contains("row " + row, "missing");
                    assertThat(finding.point()).isPresent();
                });
        assertThat(directory.repair(DROP_VECTORS).after().findings()).isEmpty();
        assertThat(directory.served()).hasSize(POINTS);
    }

    private static Arguments damage(
            String name, String file, String what, Consumer<KvBatch> damage) {
        return Arguments.of(name, file, what, damage);
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }
}
