package io.digi.bench.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class EngineNamesTest {
    @Test
    void aFamilyStandsForItsVariants() {
        assertThat(EngineNames.expand(List.of("jvector", "lucene-7bit")))
                .hasSizeGreaterThan(2)
                .last()
                .isEqualTo("lucene-7bit");
    }

    @Test
    void eachIsMeasuredOnce() {
        assertThat(EngineNames.expand(List.of("lucene-4bit", "lucene", "lucene-4bit")))
                .doesNotHaveDuplicates()
                .startsWith("lucene-4bit");
    }

    @Test
    void anUnknownNameIsAnsweredWithAllThereAre() {
        assertThatThrownBy(() -> EngineNames.expand(List.of("lucene-3bit")))
                .hasMessageContaining("lucene-3bit")
                .hasMessageContaining("lucene-4bit");
    }
}
