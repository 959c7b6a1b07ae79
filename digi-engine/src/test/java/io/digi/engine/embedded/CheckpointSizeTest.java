package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.engine.collection.Checkpoints;
import io.digi.engine.collection.CollectionState;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A checkpoint never becomes larger than can be read back.
class CheckpointSizeTest {
    private static final int COUNT = 40;
    private static final JsonPath SMALL = JsonPath.ofKey("b");

    private final IndexedTexts c = new IndexedTexts();

    @AfterEach
    void close() {
        c.close();
    }

    @BeforeEach
    void fill() {
        c.create();
        c.begin(IndexedTexts.KEYWORD);
        c.step(
                new CollectionChange.CreatePayloadIndex(
                        SMALL, PayloadIndexConfig.of(PayloadIndexKind.BOOL)));
        for (int i = 0; i < COUNT; i++) {
            String text = "a text of its own " + "x".repeat(i);
            Payload payload = Payload.of(Map.of("a", Value.of(text), "b", Value.of(true)));
            c.upsert(List.of(IndexedTexts.point(i, payload)));
        }
        c.checkpoint();
    }

    @Test
    void anIndexThatWouldMakeItTooLargeIsLeftOutAndBuiltAnew() {
        long whole = c.machine.files().size(file());
        CollectionState before = c.state();
        assertThat(write((int) whole + 100)).isEmpty();
        assertThat(write((int) whole - 200)).containsExactly(IndexedTexts.KEY);
        assertThat(c.machine.files().size(file())).isLessThan(whole - 200);
        c.reopen();
        Awaitility.await().until(() -> c.state().building().isEmpty());
        assertThat(c.state().fields().get(IndexedTexts.KEY))
                .satisfies(index ->
                        assertThat(IndexedTexts.bytes(index))
                                .isEqualTo(
                                        IndexedTexts.bytes(before.fields().get(IndexedTexts.KEY))));
        assertThat(c.parts().jobs().jobs())
                .extracting(job -> job.reason())
                .contains("index on `a`: it was not complete")
                .doesNotContain("index on `b`: it was not complete");
        assertThat(c.machine.files().exists(Path.of("quarantine"))).isFalse();
    }

    @Test
    void everySizeIsKept() {
        int whole = (int) c.machine.files().size(file());
        for (int sizeMax = whole; sizeMax >= 0; sizeMax--) {
            Set<JsonPath> leftOut = write(sizeMax);
            if (c.machine.files().exists(file())) {
                assertThat(c.machine.files().size(file())).isLessThanOrEqualTo(sizeMax);
            } else {
                assertThat(leftOut).containsExactlyInAnyOrder(IndexedTexts.KEY, SMALL);
            }
        }
    }

    @Test
    void withoutAnyRoomThereIsNoneAndTheStoredPointsAreRead() {
        assertThat(write(10)).containsExactlyInAnyOrder(IndexedTexts.KEY, SMALL);
        assertThat(c.machine.files().exists(file())).isFalse();
        c.reopen();
        assertThat(c.state().live().cardinality()).isEqualTo(COUNT);
        assertThat(c.state().fields()).containsKeys(IndexedTexts.KEY, SMALL);
    }

    private Set<JsonPath> write(int sizeMax) {
        try (CollectionRegistry.Lease lease = c.lease()) {
            return new Checkpoints(c.machine.files(), c.parts().kv(), _ -> {}, sizeMax)
                    .write(lease.state(), lease.collection().rows());
        }
    }

    private Path file() {
        int number = c.parts().catalog().require(IndexedTexts.NAME).number();
        return Path.of("derived", Integer.toString(number), "state");
    }
}
