package io.digi.bench.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.bench.report.BenchException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IndexPointTest {
    private static final String LINE =
            "{\"engine\":\"lucene-4bit\",\"ef\":64,\"recall\":0.985,\"qps\":2925.4,"
                    + "\"build_cpu_s\":48.39,\"index_mb\":5.113,\"threads\":1,\"native\":true}";

    @Test
    void aLineIsReadAndPrintedAsItIs() throws BenchException {
        IndexPoint point = IndexPoint.parse(LINE);
        assertThat(point)
                .isEqualTo(
                        new IndexPoint(
                                "lucene-4bit",
                                64,
                                0.985,
                                2925.4,
                                48.39,
                                5.113,
                                Map.of("threads", 1L, "native", true)));
        assertThat(point.json()).isEqualTo(LINE);
        assertThat(point.family()).isEqualTo("lucene");
    }

    @Test
    void fieldsMayComeInAnyOrder() throws BenchException {
        assertThat(
                        IndexPoint.parse(
                                        "{\"qps\":1,\"index_mb\":0,\"recall\":1,\"ef\":1,"
                                                + "\"build_cpu_s\":0,\"engine\":\"x\"}")
                                .family())
                .isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "7",
                "{\"engine\":\"x\"",
                "{\"engine\":5,\"ef\":1,\"recall\":1,\"qps\":1,\"build_cpu_s\":0,\"index_mb\":0}",
                "{\"engine\":\"\",\"ef\":1,\"recall\":1,\"qps\":1,\"build_cpu_s\":0,\"index_mb\":0}",
                "{\"engine\":\"x\",\"ef\":0,\"recall\":1,\"qps\":1,\"build_cpu_s\":0,\"index_mb\":0}",
                "{\"engine\":\"x\",\"ef\":1,\"recall\":1.1,\"qps\":1,\"build_cpu_s\":0,\"index_mb\":0}",
                "{\"engine\":\"x\",\"ef\":1,\"recall\":1,\"qps\":0,\"build_cpu_s\":0,\"index_mb\":0}",
                "{\"engine\":\"x\",\"ef\":1,\"recall\":1,\"qps\":1e99,\"build_cpu_s\":0,\"index_mb\":0}",
                "{\"engine\":\"x\",\"ef\":1,\"recall\":\"1\",\"qps\":1,\"build_cpu_s\":0,\"index_mb\":0}",
                "{\"engine\":\"x\",\"ef\":1,\"recall\":1,\"qps\":1,\"build_cpu_s\":-1,\"index_mb\":0}",
                "{\"engine\":\"x\",\"ef\":1,\"recall\":1,\"qps\":1,\"build_cpu_s\":0}"
            })
    void otherLinesAreRefused(String line) {
        assertThatThrownBy(() -> IndexPoint.parse(line)).isInstanceOf(BenchException.class);
    }
}
