package io.digi.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {
    @Test
    void parametersAreRead() {
        QueryParameters query =
                QueryParameters.parse(
                        "wait=true&timeout=7&ordering=strong&other=1&details_level=3");

        assertThat(query.waits()).isTrue();
        assertThat(query.timeout()).contains(Duration.ofSeconds(7));
        assertThat(query.detailsLevel()).isEqualTo(3);
        assertThat(QueryParameters.parse(null)).isEqualTo(QueryParameters.NONE);
        assertThat(QueryParameters.parse("")).isEqualTo(QueryParameters.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wait=yes",
                "wait=",
                "wait=true&wait=false",
                "timeout=soon",
                "timeout=1.5",
                "timeout=99999999999",
                "ordering=none",
                "consistency=some",
                "wait=%zz",
                "anonymize=1"
            })
    void brokenParametersAreRefused(String query) {
        assertRefused(query, 400, "Deserialize error in query parameters: ");
    }

    @ParameterizedTest
    @CsvSource({"timeout=0, timeout", "timeout=-1, timeout", "consistency=0, consistency"})
    void numbersOutOfTheirRangeAreRefused(String query, String name) {
        assertRefused(
                query,
                422,
                "Validation error in query parameters: [%s: value %s invalid, must be 1 or larger]"
                        .formatted(name, query.substring(query.indexOf('=') + 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"consistency=", "consistency=2", "consistency=all", "ordering=weak"})
    void goodWordsAreAccepted(String query) {
        assertThat(QueryParameters.parse(query)).isEqualTo(QueryParameters.NONE);
    }

    private static void assertRefused(String query, int status, String text) {
        assertThatThrownBy(() -> QueryParameters.parse(query))
                .isInstanceOfSatisfying(
                        RequestRefused.class,
                        e -> {
                            assertThat(e.answer().status()).isEqualTo(status);
                            assertThat(e.answer().text()).startsWith(text);
                        });
    }
}
