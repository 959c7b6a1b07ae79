package io.digi.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.engine.trial.Trials;
import io.digi.model.id.PointId;
import io.digi.model.id.TenantId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static final int COLLECTION = 0x01020304;
    private static final List<String> TENANTS =
            List.of("a", "ab", "a\u0000", "a\u0000b", "\u0001", "é", "\uFFFD", "\uD83D\uDE00");

    @Test
    void orderOfKeysIsTheOrderOfTenantsAndIds() {
        Trials.run(
                200,
                random -> {
                    TenantAndId one = name(random);
                    TenantAndId other = name(random);
                    int bytes = Arrays.compareUnsigned(key(one), key(other));
                    assertThat(Integer.signum(bytes))
                            .as("%s and %s", one, other)
                            .isEqualTo(Integer.signum(TenantAndId.ORDER.compare(one, other)));
                });
    }

    @Test
    void nameIsReadBackFromItsKey() {
        Trials.run(
                200,
                random -> {
                    TenantAndId name = name(random);
                    assertThat(Keys.readId(key(name))).isEqualTo(name);
                    assertThat(Keys.readCollection(key(name))).isEqualTo(COLLECTION);
                });
    }

    /// Otherwise a scan of one tenant's ids would show another's.
    @Test
    void prefixOfATenantIsNoOthers() {
        for (String one : TENANTS) {
            byte[] prefix = Keys.tenantPrefix(COLLECTION, Optional.of(new TenantId(one)));
            for (String other : TENANTS) {
                byte[] key = key(new TenantAndId(Optional.of(new TenantId(other)), PointId.of(0)));
                assertThat(Arrays.mismatch(prefix, key) == prefix.length)
                        .as("%s and %s", one, other)
                        .isEqualTo(one.equals(other));
            }
        }
    }

    @Test
    void numbersOfRecordsRowsAndChangesAreReadBackAndAscend() {
        byte[] record = Keys.record(COLLECTION, 1_000_000_007);
        assertThat(Keys.readSlot(record)).isEqualTo(1_000_000_007);
        byte[] row = Keys.row(COLLECTION, 3, 1L << 40);
        assertThat(Keys.readVector(row)).isEqualTo(3);
        assertThat(Keys.readRow(row)).isEqualTo(1L << 40);
        byte[] change = Keys.change(COLLECTION, 1L << 33, 2);
        assertThat(Keys.readOperationNumber(change)).isEqualTo(1L << 33);
        assertThat(row).startsWith(Keys.rows(COLLECTION, 3));
        assertAscending(Keys.change(COLLECTION, 255, 7), Keys.change(COLLECTION, 256, 0));
        assertAscending(Keys.row(COLLECTION, 0, 255), Keys.row(COLLECTION, 0, 256));
        assertAscending(Keys.record(COLLECTION, 255), Keys.record(COLLECTION, 256));
    }

    @Test
    void movedRowsComeAfterAllPiecesOfTheirOperationAndBeforeTheNext() {
        byte[] moved = Keys.moved(COLLECTION, 9, 1, 5);
        assertAscending(Keys.change(COLLECTION, 9, Integer.MAX_VALUE), moved);
        assertAscending(moved, Keys.change(COLLECTION, 10, 0));
        assertThat(Keys.readOperationNumber(moved)).isEqualTo(9);
    }

    private static void assertAscending(byte[] lower, byte[] upper) {
        assertThat(Arrays.compareUnsigned(lower, upper)).isNegative();
    }

    private static byte[] key(TenantAndId name) {
        return Keys.id(COLLECTION, name.tenant(), name.id());
    }

    private static TenantAndId name(Random random) {
        Optional<TenantId> tenant =
                random.nextInt(4) == 0
                        ? Optional.empty()
                        : Optional.of(new TenantId(TENANTS.get(random.nextInt(TENANTS.size()))));
        return new TenantAndId(tenant, id(random));
    }

    private static PointId id(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new PointId.Num(random.nextBoolean() ? random.nextLong() : random.nextInt(9));
            case 1 -> new PointId.Uuid(random.nextLong(), random.nextLong());
            default -> new PointId.Text(TENANTS.get(random.nextInt(TENANTS.size())));
        };
    }
}
