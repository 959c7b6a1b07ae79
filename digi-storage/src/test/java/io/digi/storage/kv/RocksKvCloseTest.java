package io.digi.storage.kv;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Closing while others read and write: a mistake here is not a failed test but a dead JVM.
final class RocksKvCloseTest {
    private static final KvFamily ROWS = CrashedStore.ROWS;
    private static final int THREADS = 4;

    @TempDir Path base;

    @Test
    void usersOfAClosingStoreEndWithAClearProblem() throws Exception {
        int rounds = 5 * Integer.getInteger("digi.test.effort", 1);
        for (int round = 0; round < rounds; round++) {
            closeUnderUse(RocksKv.open(CrashedStore.options(base.resolve("kv" + round))));
        }
    }

    private static void closeUnderUse(KvStore store) throws Exception {
        store.commit(put(0));
        CountDownLatch started = new CountDownLatch(THREADS);
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Problem>> ends = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int kind = i;
                ends.add(threads.submit(() -> useUntilRefused(store, kind, started)));
            }
            started.await();
            store.close();
            for (Future<Problem> end : ends) {
                assertThat(end.get()).isInstanceOf(Problem.Unavailable.class);
            }
        }
    }

    private static Problem useUntilRefused(KvStore store, int kind, CountDownLatch started) {
        boolean first = true;
        try {
            while (true) {
                use(store, kind);
                if (first) {
                    first = false;
                    started.countDown();
                }
            }
        } catch (DigiException e) {
            return e.problem();
        }
    }

    private static void use(KvStore store, int kind) {
        switch (kind) {
            case 0 -> store.commit(put(1));
            case 1 -> CrashedStore.keys(store);
            case 2 -> {
                try (KvView view = store.snapshot();
                        KvCursor cursor = view.scan(ROWS, KvRange.all())) {
                    while (cursor.next()) {
                        cursor.value();
                    }
                }
            }
            default -> store.multiGet(ROWS, List.of(new byte[] {0}, new byte[] {9}));
        }
    }

    /// The view is shared by threads and each closes its own handle.
    @Test
    void viewIsSharedWhileItsFirstHolderCloses() throws Exception {
        try (KvStore store = RocksKv.open(CrashedStore.options(base.resolve("kv")));
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int round = 0; round < 100; round++) {
                store.commit(put(round));
                KvView published = store.snapshot();
                List<Future<Boolean>> reads = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    reads.add(threads.submit(() -> readShared(published)));
                }
                published.close();
                for (Future<Boolean> read : reads) {
                    assertThat(read.get()).isTrue();
                }
            }
        }
    }

    /// True if the view could not be shared any more, or showed what it holds.
    private static boolean readShared(KvView published) {
        return published
                .share()
                .map(view -> {
                    try (view) {
                        return view.get(ROWS, new byte[] {0}).isPresent();
                    }
                })
                .orElse(true);
    }

    @Test
    void leakedViewsAndCursorsDoNotKeepTheStoreOpen() {
        KvOptions options = CrashedStore.options(base.resolve("kv"));
        KvStore store = RocksKv.open(options);
        store.commit(put(1));
        KvView view = store.snapshot();
        view.share().orElseThrow();
        view.scan(ROWS, KvRange.all()).next();
        store.close();
        try (KvStore again = RocksKv.open(options)) {
            assertThat(CrashedStore.keys(again)).containsExactly(1);
        }
    }

    private static KvBatch put(int key) {
        KvBatch batch = new KvBatch();
        batch.put(ROWS, new byte[] {(byte) key}, new byte[2000]);
        return batch;
    }
}
