package io.digi.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.engine.Call;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceEngineTest {
    @Test
    void closedEngineAnswersNothing() {
        ReferenceEngine engine = new ReferenceEngine();
        engine.close();
        engine.close();

        assertThatThrownBy(() -> engine.collections().list(Call.everything()))
                .isInstanceOfSatisfying(
                        DigiException.class,
                        e -> assertThat(e.problem()).isInstanceOf(Problem.Unavailable.class));
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01, 0",
        "1970-01-01T00:00, 0",
        "1970-01-01 00:00:01, 1000000",
        "1970-01-01T00:00:00.0000019Z, 1",
        "1969-12-31T23:59:59.9999999Z, -1",
        "1970-01-01T01:00:00+01:00, 0",
        "1970-01-01T01:00:00+0100, 0",
        "1970-01-01T01:00:00+01, 0",
        "1970-01-01t00:00:00z, 0"
    })
    void datetimeIsReadToTheMicrosecond(String text, long micros) {
        assertThat(DateTimes.epochMicros(text)).hasValue(micros);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1970",
                "1970-13-01",
                "1970-02-30",
                "1970-01-01T24:00",
                "1970-01-01T00:00Z",
                "1970-01-01T00:00:00+99:00",
                " 1970-01-01"
            })
    void otherTextIsNoDatetime(String text) {
        assertThat(DateTimes.epochMicros(text)).isEmpty();
    }
}
