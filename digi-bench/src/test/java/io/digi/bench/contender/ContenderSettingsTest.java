package io.digi.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.bench.data.Similarity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ContenderSettingsTest {
    @Test
    void settingsSurviveTheWayThroughArguments() {
        ContenderSettings settings =
                new ContenderSettings(
                        Path.of("a=b"),
                        Path.of("work"),
                        Similarity.EUCLID,
                        new ContenderSettings.Graph(8, 50, 2),
                        new ContenderSettings.Search(
                                List.of(1, 22, 333), 10, 3, Duration.ofMillis(1500)));
        assertThat(ContenderSettings.parse(settings.words())).isEqualTo(settings);
        assertThat(settings.variables()).containsEntry("DIGI_BENCH_EF", "1,22,333");
    }
}
