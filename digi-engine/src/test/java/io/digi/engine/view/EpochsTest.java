package io.digi.engine.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.engine.key.Families;
import io.digi.model.error.DigiException;
import io.digi.storage.fake.FaultPlan;
import io.digi.storage.fake.SimulatedMachine;
import io.digi.storage.kv.KvBatch;
import io.digi.storage.kv.KvStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EpochsTest {
    private final KvStore kv = new SimulatedMachine(FaultPlan.none()).kv(Families.ALL);
    private final Epochs epochs = new Epochs(kv.snapshot());
    private final List<String> released = new ArrayList<>();

    @AfterEach
    void close() {
        epochs.close();
        kv.close();
    }

    @Test
    void whatNoReadCouldKnowOfIsReleasedAtOnce() {
        epochs.begin(1, kv.snapshot());
        epochs.whenUnused(() -> released.add("a"));
        assertThat(released).containsExactly("a");
    }

    @Test
    void readThatBeganBeforeKeepsItAndOneThatBeganAfterDoesNot() {
        Epoch before = epochs.hold();
        epochs.begin(1, kv.snapshot());
        epochs.whenUnused(() -> released.add("a"));
        Epoch after = epochs.hold();
        assertThat(released).isEmpty();
        before.close();
        assertThat(released).containsExactly("a");
        after.close();
    }

    @Test
    void eachReleaseWaitsForItsOwnReads() {
        Epoch zero = epochs.hold();
        epochs.begin(1, kv.snapshot());
        epochs.whenUnused(() -> released.add("a"));
        Epoch one = epochs.hold();
        epochs.begin(2, kv.snapshot());
        epochs.whenUnused(() -> released.add("b"));
        one.close();
        assertThat(released).isEmpty();
        zero.close();
        assertThat(released).containsExactly("a", "b");
    }

    @Test
    void failedReleaseDoesNotStopTheOthers() {
        Epoch zero = epochs.hold();
        epochs.begin(1, kv.snapshot());
        epochs.whenUnused(() -> {
            throw new IllegalStateException("planned");
        });
        epochs.whenUnused(() -> released.add("b"));
        zero.close();
        assertThat(released).containsExactly("b");
    }

    @Test
    void heldEpochShowsTheStoreAsItWasAndTheNextAsItIs() {
        Epoch zero = epochs.hold();
        KvBatch batch = new KvBatch();
        batch.put(Families.META, new byte[] {1}, new byte[] {2});
        kv.commit(batch);
        epochs.begin(1, kv.snapshot());
        try (Epoch one = epochs.hold()) {
            assertThat(zero.kv().get(Families.META, new byte[] {1})).isEmpty();
            assertThat(one.kv().get(Families.META, new byte[] {1})).isPresent();
            assertThat(one.number()).isEqualTo(1);
        }
        zero.close();
    }

    @Test
    void nothingIsHeldAfterTheEnd() {
        epochs.close();
        assertThatThrownBy(epochs::hold).isInstanceOf(DigiException.class);
    }
}
