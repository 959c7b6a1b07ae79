package io.digi.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RandomReadsTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "1048576, 1", "1048577, 2"})
    void rowsAreReadFromMemoryOfAnySize(long sizeBytes, int threads) {
        try (RandomReads reads = RandomReads.over(sizeBytes)) {
            assertThat(reads.perSecond(threads, /* passes= */ 1)).isPositive();
        }
    }
}
