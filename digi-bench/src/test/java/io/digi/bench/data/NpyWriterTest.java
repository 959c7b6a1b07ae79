package io.digi.bench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NpyWriterTest {
    @TempDir Path folder;

    @Test
    void rowsBeyondTheBufferComeBack() throws IOException {
        Path file = folder.resolve("a.npy");
        int rows = 5000;
        try (NpyWriter writer = NpyWriter.floats(file, rows, 100)) {
            for (int row = 0; row < rows; row++) {
                float[] values = new float[100];
                values[99] = row;
                writer.add(values);
            }
            writer.finish();
        }
        NpyFile read = NpyFile.read(file);
        assertThat(read.rowCount()).isEqualTo(rows);
        for (int row = 0; row < rows; row += 7) {
            assertThat(read.floats(row)[99]).isEqualTo(row);
        }
    }

    @Test
    void anUnfinishedFileNeverAppears() throws IOException {
        Path file = folder.resolve("a.npy");
        try (NpyWriter writer = NpyWriter.ints(file, 2, 1)) {
            writer.add(new int[] {1});
            assertThat(file).doesNotExist();
            assertThatThrownBy(writer::finish).hasMessageContaining("1 of 2 rows");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void rowsOfAnotherLengthAreRefused() throws IOException {
        try (NpyWriter writer = NpyWriter.ints(folder.resolve("a.npy"), 1, 2)) {
            assertThatThrownBy(() -> writer.add(new int[] {1}))
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
