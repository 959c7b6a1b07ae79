package io.digi.storage.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RocksKvFailureTest {
    private static final KvFamily ROWS = CrashedStore.ROWS;

    @TempDir Path base;

    /// The next log is a link to the device of Linux that is always full.
    @Test
    void failedCommitIsNotSeenAndRefusesLaterOnes() throws IOException {
        KvOptions options = CrashedStore.options(base.resolve("kv"));
        try (KvStore store = RocksKv.open(options)) {
            store.commit(put(1));
            List<Path> links = linkNextLogsToFullDevice(options.directory());
            store.flush();
            assertThatThrownBy(() -> store.commit(put(2)))
                    .isInstanceOfSatisfying(
                            DigiException.class,
                            e -> assertThat(e.problem()).isInstanceOf(Problem.OutcomeUnknown.class))
                    .hasMessageContaining("no space left on the disk");
            assertThatThrownBy(() -> store.commit(put(3)))
                    .isInstanceOfSatisfying(
                            DigiException.class,
                            e -> assertThat(e.problem()).isInstanceOf(Problem.ReadOnly.class));
            assertThat(store.writeRefusal()).containsInstanceOf(Problem.ReadOnly.class);
            assertThat(CrashedStore.keys(store)).containsExactly(1);
            for (Path link : links) {
                Files.deleteIfExists(link);
            }
        }
    }

    private static List<Path> linkNextLogsToFullDevice(Path directory) throws IOException {
        List<Path> links = new ArrayList<>();
        for (int number = 1; number < 30; number++) {
            Path link = directory.resolve("%06d.log".formatted(number));
            if (!Files.exists(link)) {
                links.add(Files.createSymbolicLink(link, Path.of("/dev/full")));
            }
        }
        return links;
    }

    @Test
    void infoLogsAreFewAndSmall() throws IOException {
        KvOptions options = CrashedStore.options(base.resolve("kv"));
        for (int i = 0; i < 8; i++) {
            RocksKv.open(options).close();
        }
        String[] logs = options.directory().toFile().list((at, name) -> name.startsWith("LOG"));
        assertThat(logs).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void unusableDirectoryIsReported() throws IOException {
        Path file = Files.createFile(base.resolve("file"));
        assertThatThrownBy(() -> RocksKv.open(CrashedStore.options(file.resolve("kv"))))
                .isInstanceOfSatisfying(
                        DigiException.class,
                        e -> assertThat(e.problem()).isInstanceOf(Problem.MediumFailed.class));
    }

    private static KvBatch put(int key) {
        KvBatch batch = new KvBatch();
        batch.put(ROWS, new byte[] {(byte) key}, new byte[100]);
        return batch;
    }
}
