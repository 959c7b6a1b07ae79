package io.digi.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentenceModelTest {
    @Test
    void meanOfRowsIsScaledToLengthOne() {
        float[] mean = SentenceModel.unitMean(new float[] {1, 0, 5, 8}, 2);

        assertThat(mean).containsExactly(new float[] {0.6f, 0.8f}, within(1e-6f));
    }

    @Test
    void rowsWithoutDirectionAreRefused() {
        assertThatThrownBy(() -> SentenceModel.unitMean(new float[] {1, 2, -1, -2}, 2))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> SentenceModel.unitMean(new float[] {1, Float.NaN}, 2))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> SentenceModel.unitMean(new float[] {Float.MAX_VALUE * 2, 1}, 2))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void bytesThatAreNoModelAreRefusedWithTheModelsName(@TempDir Path scratch) {
        assertThatThrownBy(() -> SentenceModel.load("example", 2, new byte[] {1, 2, 3}, scratch))
                .isInstanceOfSatisfying(
                        DigiException.class,
                        e ->
                                assertThat(e.problem())
                                        .isInstanceOf(Problem.NotSupported.class)
                                        .extracting(Problem::message)
                                        .asString()
                                        .contains("\"example\"", "refuses"));
    }

    @Test
    void missingFileIsNamedWithTheRemedy() {
        assertThatThrownBy(() -> new ModelFile("example", "/not-there.onnx").bytes())
                .isInstanceOf(DigiException.class)
                .hasMessageContainingAll("\"example\"", "/not-there.onnx", "class path");
    }
}
