package io.digi.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.query.QuantizationParams;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandidatesTest {
    private static final int EF = 64;

    @Test
    void allCandidatesAreComparedUnlessAskedOtherwise() {
        Candidates candidates = new Candidates(1, EF, QuantizationParams.DEFAULT);
        assertThat(candidates.listed(10)).isEqualTo(64);
        assertThat(candidates.listed(100)).isEqualTo(300);
        assertThat(candidates.compared(64, 10)).isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 10, 64",
        "6.4, 10, 64",
        "6.41, 10, 65",
        "2.4, 100, 240",
        "1e300, 100, 2147483647"
    })
    void oversamplingLengthensTheList(double times, int count, int listed) {
        QuantizationParams params =
                new QuantizationParams(
                        /* ignore= */ false, Optional.empty(), OptionalDouble.of(times));
        Candidates candidates = new Candidates(8, EF, params);
        assertThat(candidates.listed(count)).isEqualTo(listed);
        assertThat(candidates.compared(listed, count)).isEqualTo(listed);
    }

    @ParameterizedTest
    @CsvSource({"8, 64, 64", "4, 64, 64", "2, 256, 512", "1, 256, 512"})
    void scanOfCoarseCodesKeepsMore(int bits, int kept, int keptAfterWalk) {
        Candidates candidates = new Candidates(bits, EF, QuantizationParams.DEFAULT);
        assertThat(candidates.scanned(64, 10, /* isAfterWalk= */ false)).isEqualTo(kept);
        assertThat(candidates.scanned(64, 10, /* isAfterWalk= */ true)).isEqualTo(keptAfterWalk);
        assertThat(candidates.scanned(Integer.MAX_VALUE, 10, /* isAfterWalk= */ true))
                .isEqualTo(Integer.MAX_VALUE);
        QuantizationParams asked =
                new QuantizationParams(/* ignore= */ false, Optional.empty(), OptionalDouble.of(2));
        assertThat(new Candidates(bits, EF, asked).scanned(64, 10, /* isAfterWalk= */ true))
                .isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource({"8, 10", "4, 10", "2, 20", "1, 40"})
    void asFewAreComparedAsTheBitsAllow(int bits, int compared) {
        QuantizationParams params =
                new QuantizationParams(
                        /* ignore= */ false, Optional.of(false), OptionalDouble.empty());
        Candidates candidates = new Candidates(bits, EF, params);
        assertThat(candidates.listed(10)).isEqualTo(64);
        assertThat(candidates.compared(64, 10)).isEqualTo(compared);
        assertThat(candidates.compared(64, 60)).isBetween(60, 64);
        assertThat(candidates.compared(Integer.MAX_VALUE, Integer.MAX_VALUE))
                .isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"8, 64", "4, 64", "2, 256", "1, 256"})
    void whatCodesMayLoseIsMadeUpForWhereTheyAreIgnored(int bits, int listed) {
        QuantizationParams params =
                new QuantizationParams(
                        /* ignore= */ true, Optional.of(false), OptionalDouble.empty());
        Candidates candidates = new Candidates(bits, EF, params);
        assertThat(candidates.listed(10)).isEqualTo(listed);
        assertThat(candidates.compared(listed, 10)).isEqualTo(listed);
        assertThat(candidates.listed(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    }
}
