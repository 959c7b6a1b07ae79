package io.digi.engine.verify;

import static io.digi.engine.verify.TestDirectory.NUMBER;
import static io.digi.engine.verify.TestDirectory.POINTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.digi.engine.collection.Counters;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.model.id.PointId;
import io.digi.model.query.PointRecord;
import io.digi.storage.kv.KvStore;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A filled directory, its own copy for each test.
abstract class RepairFixture {
    static final RepairOptions DROP_VECTORS = new RepairOptions(true, false);
    static final RepairOptions DROP_POINTS = new RepairOptions(false, true);
    static final byte[] NONSENSE = {9, 9, 9};

    static TestDirectory intact;
    static Map<Long, PointRecord> intactPoints;

    TestDirectory directory;
    Map<Long, PointRecord> whole;

    @BeforeAll
    static void fill(@TempDir Path base) {
        intact = TestDirectory.filled(base.resolve("storage"));
        intactPoints = intact.served();
        assertThat(intactPoints).hasSize(POINTS);
        assertThat(intact.extent(0)).exists();
        assertThat(intact.extent(2)).exists();
    }

    @BeforeEach
    void copy(@TempDir Path base) {
        directory = intact.copyTo(base.resolve("storage"));
        whole = new TreeMap<>(intactPoints);
    }

    final int slotOf(long id) {
        int[] slot = {-1};
        directory.withStore(kv -> slot[0] = slotOf(kv, id));
        return slot[0];
    }

    static int slotOf(KvStore kv, long id) {
        return ByteBuffer.wrap(kv.get(Families.IDS, id(id)).orElseThrow()).getInt();
    }

    final long rowEnd() {
        long[] end = {0};
        directory.withStore(kv -> end[0] = counters(kv).rows(0).end());
        return end[0];
    }

    static Counters counters(KvStore kv) {
        return Counters.decode(kv.get(Families.META, Keys.counters(NUMBER)).orElseThrow());
    }

    static byte[] id(long id) {
        return Keys.id(NUMBER, Optional.empty(), PointId.of(id));
    }
}
