package io.digi.storage.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.error.Problem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the views and cursors of every [KvStore] do, and how they end.
public abstract class KvViewContract extends KvFixture {
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
}
