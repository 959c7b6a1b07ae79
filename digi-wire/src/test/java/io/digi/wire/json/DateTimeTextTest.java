package io.digi.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimeTextTest {
    @ParameterizedTest
    @CsvSource({
        "2014-01-01T00:00:00Z, 2014-01-01T00:00:00Z",
        "2014-01-01T00:00:00.123456789Z, 2014-01-01T00:00:00.123456Z",
        "2014-01-01T02:00:00.5+02:00, 2014-01-01T00:00:00.5Z",
        "2014-01-01T02:00:00+0200, 2014-01-01T00:00:00Z",
        "2013-12-31 19:00:00-05, 2014-01-01T00:00:00Z",
        "2014-01-01 00:00:00, 2014-01-01T00:00:00Z",
        "2014-01-01T12:34, 2014-01-01T12:34:00Z",
        "2014-01-01, 2014-01-01T00:00:00Z",
        "1969-12-31T23:59:59.9Z, 1969-12-31T23:59:59.9Z"
    })
    void everyFormOfQdrantIsRead(String text, Instant expected) {
        assertThat(DateTimeText.epochMicros(text))
                .hasValue(ChronoUnit.MICROS.between(Instant.EPOCH, expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2014",
                "2014-13-01",
                "2014-02-30",
                "2014-01-01T25:00:00Z",
                "2014-01-01T00:00:00+99:00",
                "2014-01-01T",
                "2014-01-01Z",
                "2014-1-1"
            })
    void otherTextIsNoDateTime(String text) {
        assertThat(DateTimeText.epochMicros(text)).isEmpty();
    }
}
