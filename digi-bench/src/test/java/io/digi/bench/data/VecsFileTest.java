package io.digi.bench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.bench.report.BenchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VecsFileTest {
    @TempDir Path folder;

    @Test
    void floatsKeepTheirBits() throws IOException {
        NpyFile copy =
                copy(
                        file(
                                "a.fvecs",
                                bytes(24)
                                        .putInt(2)
                                        .putFloat(1.5f)
                                        .putFloat(-0f)
                                        .putInt(2)
                                        .putFloat(Float.MIN_VALUE)
                                        .putFloat(3e38f)));
        assertThat(copy.rowCount()).isEqualTo(2);
        assertThat(copy.floats(0)).containsExactly(1.5f, -0f);
        assertThat(copy.floats(1)).containsExactly(Float.MIN_VALUE, 3e38f);
    }

    @Test
    void bytesAreUnsigned() throws IOException {
        NpyFile copy =
                copy(
                        file(
                                "a.bvecs",
                                bytes(7).putInt(3).put((byte) 0).put((byte) 127).put((byte) 255)));
        assertThat(copy.floats(0)).containsExactly(0f, 127f, 255f);
    }

    @Test
    void integersStayIntegers() throws IOException {
        NpyFile copy = copy(file("a.ivecs", bytes(12).putInt(2).putInt(7).putInt(-1)));
        assertThat(copy.intAt(0, 0)).isEqualTo(7);
        assertThat(copy.intAt(0, 1)).isEqualTo(-1);
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        assertRefused(file("a.fvecs", bytes(0)), "dimension 0");
    }

    @Test
    void aNegativeDimensionIsRefused() throws IOException {
        assertRefused(file("a.fvecs", bytes(8).putInt(-5).putInt(0)), "dimension -5");
    }

    @Test
    void aDimensionBeyondTheFileIsRefused() throws IOException {
        assertRefused(file("a.fvecs", bytes(8).putInt(65_536).putInt(0)), "no whole number");
        assertRefused(file("b.fvecs", bytes(8).putInt(Integer.MAX_VALUE).putInt(0)), "2147483647");
    }

    @Test
    void halfARowIsRefused() throws IOException {
        assertRefused(file("a.ivecs", bytes(12).putInt(1).putInt(4).putInt(1)), "12 bytes");
    }

    @Test
    void aRowOfAnotherDimensionIsNamed() throws IOException {
        Path file = file("a.ivecs", bytes(16).putInt(1).putInt(4).putInt(2).putInt(4));
        assertRefused(file, "row 1 has dimension 2, expected 1");
        assertThat(folder.resolve("copy.npy")).doesNotExist();
        assertThat(folder.resolve("copy.npy.unfinished")).doesNotExist();
    }

    @Test
    void otherNamesAreRefused() throws IOException {
        assertRefused(file("a.txt", bytes(8)), ".fvecs");
    }

    private void assertRefused(Path file, String part) {
        assertThatThrownBy(() -> copy(file))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining(part)
                .hasMessageContaining(file.toString());
    }

    private NpyFile copy(Path file) throws IOException {
        Path target = folder.resolve("copy.npy");
        VecsFile.open(file).copyTo(target);
        return NpyFile.read(target);
    }

    private Path file(String name, ByteBuffer content) throws IOException {
        return Files.write(folder.resolve(name), content.array());
    }

    private static ByteBuffer bytes(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
