package io.digi.model.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.id.VectorName;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.vector.Distance;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantizationConfigTest {
    private static final VectorName IMAGE = new VectorName("image");

    @ParameterizedTest
    @CsvSource({
        "scalar, type, int8, 8",
        "product, compression, x4, 8",
        "product, compression, x8, 4",
        "product, compression, x16, 2",
        "product, compression, x32, 1",
        "product, compression, x64, 1",
        "binary, encoding, one_bit, 1",
        "binary, encoding, one_and_half_bits, 2",
        "binary, encoding, two_bits, 2",
        "binary, query_encoding, scalar8bits, 1",
        "turbo, bits, bits1, 1",
        "turbo, bits, bits1_5, 2",
        "turbo, bits, bits2, 2",
        "turbo, bits, bits4, 4",
        "turbo, always_ram, yes, 4"
    })
    void eachMethodTakesTheBitsOfItsSize(String method, String field, String word, int bits) {
        Value given = struct(method, struct(field, Value.of(word)));
        assertThat(QuantizationConfig.of(given)).map(QuantizationConfig::bits).contains(bits);
    }

    @Test
    void whatNamesNoMethodIsNone() {
        assertThat(QuantizationConfig.of(Value.Null.NULL)).isEmpty();
        assertThat(QuantizationConfig.of(Value.of("Disabled"))).isEmpty();
        assertThat(QuantizationConfig.of(Value.Struct.EMPTY)).isEmpty();
        assertThat(QuantizationConfig.of(struct("cubic", Value.Struct.EMPTY))).isEmpty();
        assertThat(QuantizationConfig.of(struct("binary", Value.Null.NULL))).isEmpty();
    }

    @Test
    void vectorsOwnStandsOverTheCollections() {
        Value scalar = struct("scalar", struct("type", Value.of("int8")));
        Value binary = struct("binary", Value.Struct.EMPTY);
        Value own = struct("image", struct("quantization_config", binary));
        assertThat(bits(Map.of())).isEmpty();
        assertThat(bits(Map.of("quantization_config", scalar))).contains(8);
        assertThat(bits(Map.of("vectors", own))).contains(1);
        assertThat(bits(Map.of("quantization_config", scalar, "vectors", own))).contains(1);
    }

    private static Optional<Integer> bits(Map<String, Value> settings) {
        return new CollectionConfig(
                        new TreeMap<>(Map.of(IMAGE, new VectorConfig(4, Distance.DOT))),
                        HnswConfig.DEFAULT,
                        new Value.Struct(settings),
                        Payload.EMPTY,
                        Optional.empty())
                .quantizationOf(IMAGE)
                .map(QuantizationConfig::bits);
    }

    private static Value struct(String name, Value value) {
        return new Value.Struct(Map.of(name, value));
    }
}
