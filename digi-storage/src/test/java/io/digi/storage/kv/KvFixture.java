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

/// A store that is opened before a test and closed after it.
public abstract class KvFixture {
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

    protected final void put(KvFamily family, String... keysAndValues) {
        KvBatch batch = new KvBatch();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            batch.put(family, bytes(keysAndValues[i]), bytes(keysAndValues[i + 1]));
        }
        store.commit(batch);
    }

    protected static Optional<String> get(KvReads reads, KvFamily family, String key) {
        return reads.get(family, bytes(key)).map(KvFixture::text);
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
