package io.digi.bench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.bench.report.BenchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NpyFileTest {
    @TempDir Path folder;

    @Test
    void halfFloatsAreReadAsFloats() throws IOException {
        ByteBuffer elements = elements(12);
        for (float value : new float[] {0f, -1.5f, 0.333251953125f, 65504f, 6e-8f, 1f}) {
            elements.putShort(Float.floatToFloat16(value));
        }
        NpyFile read = NpyFile.read(npy(1, "<f2", "False", "(2, 3)", elements));
        assertThat(read.rowCount()).isEqualTo(2);
        assertThat(read.columnCount()).isEqualTo(3);
        assertThat(read.floats(0)).containsExactly(0f, -1.5f, 0.333251953125f);
        assertThat(read.floats(1)).containsExactly(65504f, 0x1p-24f, 1f);
    }

    @Test
    void secondVersionHasALongerHeaderSize() throws IOException {
        ByteBuffer elements = elements(8).putFloat(1.25f).putFloat(-2f);
        NpyFile read = NpyFile.read(npy(2, "<f4", "False", "(2, 1)", elements));
        assertThat(read.floats(0)).containsExactly(1.25f);
        assertThat(read.floats(1)).containsExactly(-2f);
    }

    @Test
    void integersAreReadByRowAndColumn() throws IOException {
        ByteBuffer elements = elements(16).putInt(7).putInt(-8).putInt(99_999).putInt(0);
        NpyFile read = NpyFile.read(npy(1, "<i4", "False", "(2, 2)", elements));
        assertThat(read.intAt(0, 1)).isEqualTo(-8);
        assertThat(read.intAt(1, 0)).isEqualTo(99_999);
        assertThatThrownBy(() -> read.floats(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void columnMajorOrderIsRefused() throws IOException {
        Path file = npy(1, "<f4", "True", "(1, 1)", elements(4));
        assertThatThrownBy(() -> NpyFile.read(file))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("C order");
    }

    @Test
    void otherElementsAreRefused() throws IOException {
        Path file = npy(1, "<f8", "False", "(1, 1)", elements(8));
        assertThatThrownBy(() -> NpyFile.read(file)).hasMessageContaining("<f8");
    }

    @Test
    void fileThatEndsEarlyIsRefused() throws IOException {
        Path file = npy(1, "<f4", "False", "(2, 2)", elements(12));
        assertThatThrownBy(() -> NpyFile.read(file)).hasMessageContaining("expected 16 bytes");
    }

    @Test
    void shapesBeyondTheFileAreRefused() throws IOException {
        Path large = npy(1, "<f4", "False", "(999999999, 999999999)", elements(12));
        assertThatThrownBy(() -> NpyFile.read(large)).hasMessageContaining("came 12");
        Path larger = npy(1, "<f4", "False", "(99999999999999999999, 2)", elements(12));
        assertThatThrownBy(() -> NpyFile.read(larger)).isInstanceOf(BenchException.class);
        Path negative = npy(1, "<f4", "False", "(-1, 2)", elements(12));
        assertThatThrownBy(() -> NpyFile.read(negative)).isInstanceOf(BenchException.class);
    }

    @Test
    void fileOfAnotherFormatIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("text.npy"), "id,vector\n1,0.5\n");
        assertThatThrownBy(() -> NpyFile.read(file)).hasMessageContaining("NumPy's format");
    }

    private static ByteBuffer elements(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private Path npy(int version, String type, String columnMajor, String shape, ByteBuffer data)
            throws IOException {
        byte[] header =
                "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }\n"
                        .formatted(type, columnMajor, shape)
                        .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file =
                ByteBuffer.allocate(12 + header.length + data.capacity())
                        .order(ByteOrder.LITTLE_ENDIAN);
        file.put("\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1));
        file.put((byte) version).put((byte) 0);
        if (version == 1) {
            file.putShort((short) header.length);
        } else {
            file.putInt(header.length);
        }
        file.put(header).put(data.array()).flip();
        byte[] bytes = new byte[file.remaining()];
        file.get(bytes);
        return Files.write(folder.resolve("table.npy"), bytes);
    }
}
