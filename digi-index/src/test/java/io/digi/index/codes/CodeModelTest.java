package io.digi.index.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.digi.index.Randoms;
import io.digi.index.kernel.Metric;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CodeModelTest {
    @ParameterizedTest
    @EnumSource(Metric.class)
    void modelThatWasWrittenEncodesAlike(Metric metric) {
        try (CodeFixture fixture = new CodeFixture(metric, 4, 70, 3, Randoms.seeded())) {
            ByteBuffer bytes = ByteBuffer.allocate(fixture.model.sizeBytes() + 2).position(1);
            fixture.model.write(bytes);
            assertThat(bytes.position()).isEqualTo(fixture.model.sizeBytes() + 1);
            bytes.position(1);
            CodeModel model = CodeModel.read(bytes);
            assertThat(bytes.remaining()).isOne();
            assertThat(model.layout()).isEqualTo(fixture.model.layout());
            assertThat(model.metric()).isEqualTo(metric);
            CodeTable table = new CodeTable(fixture.region, model);
            table.encode(fixture.vectors[2], 2);
            assertThat(row(table)).isEqualTo(row(fixture.table));
        }
    }

    private static ByteBuffer row(CodeTable table) {
        ByteBuffer row = ByteBuffer.allocate(table.model().layout().rowBytes());
        table.copyOut(2, 3, row);
        return row.flip();
    }

    @Test
    void hostileBytesAreRefused() {
        CodeModel model = CodeModel.train(Metric.DOT, 1, 5, new float[][] {{1, 2, 3, 4, 5}}, 9);
        ByteBuffer good = ByteBuffer.allocate(model.sizeBytes());
        model.write(good);
        for (int size = 0; size < good.capacity(); size++) {
            refuses(good.slice(0, size));
        }
        refuses(changed(good, 0, 1));
        refuses(changed(good, 4, 0));
        refuses(changed(good, 4, 4));
        refuses(changed(good, 4, 3)); // Manhattan distance with 1 bit
        refuses(changed(good, 5, 3));
        refuses(changed(good, 6, 1));
        refuses(changed(good, 8, 0));
        refuses(changed(good, 11, 0x7f));
        refuses(changed(good, 11, 0x80));
        refuses(changed(changed(good, 23, 0x7f), 22, 0xc0)); // NaN
        CodeModel.read(changed(good, 12, 1)); // another seed
    }

    @Test
    void randomBytesNeverFailInAnotherWay() {
        Random random = Randoms.seeded();
        byte[] bytes = new byte[64];
        for (int i = 0; i < 1000 * Randoms.effort(); i++) {
            random.nextBytes(bytes);
            refuses(ByteBuffer.wrap(bytes));
        }
    }

    private static ByteBuffer changed(ByteBuffer good, int at, int value) {
        byte[] bytes = good.array().clone();
        bytes[at] = (byte) value;
        return ByteBuffer.wrap(bytes);
    }

    private static void refuses(ByteBuffer bytes) {
        assertThatIllegalArgumentException().isThrownBy(() -> CodeModel.read(bytes));
    }

    @Test
    void bitsAndDimensionsOutOfRangeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CodeModel.train(Metric.DOT, 3, 5, new float[0][], 1))
                .withMessage("bits are 3, must be 1, 2, 4 or 8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CodeModel.train(Metric.DOT, 1, 0, new float[0][], 1))
                .withMessage("dimension is 0, must be 1 to 65536");
    }

    @Test
    void manhattanDistanceTakesEightBitsWhateverIsAsked() {
        CodeModel model = CodeModel.train(Metric.MANHATTAN, 1, 5, new float[0][], 1);
        assertThat(model.bits()).isEqualTo(8);
        assertThat(model.withBits(2).bits()).isEqualTo(8);
    }

    /// As the guide on quantization has it.
    @ParameterizedTest
    @CsvSource({
        "128, 144, 80, 64, 32",
        "384, 448, 256, 128, 64",
        "768, 832, 448, 256, 128",
        "1536, 1600, 832, 448, 256"
    })
    void codesAreAsLargeAsDocumented(int dimension, int of8, int of4, int of2, int of1) {
        assertThat(
                        IntStream.of(8, 4, 2, 1)
                                .map(bits -> new CodeLayout(dimension, bits).strideBytes()))
                .containsExactly(of8, of4, of2, of1);
    }

    @Test
    void codeOfOneBitAt384DimensionsIsOneCacheLine() {
        CodeLayout layout = new CodeLayout(384, 1);
        assertThat(layout.rowBytes()).isEqualTo(64);
        assertThat(layout.strideBytes()).isEqualTo(64);
    }
}
