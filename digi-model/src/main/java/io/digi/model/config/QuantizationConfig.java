package io.digi.model.config;

import io.digi.model.payload.Value;
import java.util.Map;
import java.util.Optional;

/// How small the vectors of one name are made for searches: one of Qdrant's methods, as far as it
/// says something about size.
///
/// All of them are served by one kind of codes, of 1, 2, 4 or 8 bits for each element. What a
/// method says beyond its size (`quantile`, `query_encoding`, `always_ram`) is kept with the
/// collection's settings and has no part in this: codes choose their own range and are always in
/// memory.
///
/// @param name the method with what makes its size, in Qdrant's words
/// @param bitsAsked bits for each element that the method would take, 0.5 to 8
public record QuantizationConfig(String name, double bitsAsked) {
    private static final double FLOAT_BITS = Float.SIZE;

    public QuantizationConfig {
        if (!(bitsAsked > 0 && bitsAsked <= 8)) {
            throw new IllegalArgumentException("bits are " + bitsAsked + ", must be above 0 to 8");
        }
    }

    /// The method that a `quantization_config` names; empty for none, `Disabled` included.
    public static Optional<QuantizationConfig> of(Value given) {
        if (!(given instanceof Value.Struct(Map<String, Value> methods))) {
            return Optional.empty();
        }
        return methods.entrySet().stream()
                .filter(method -> method.getValue() instanceof Value.Struct)
                .findFirst()
                .flatMap(method -> of(method.getKey(), (Value.Struct) method.getValue()));
    }

    private static Optional<QuantizationConfig> of(String method, Value.Struct fields) {
        return switch (method) {
            case "scalar" -> Optional.of(new QuantizationConfig("scalar int8", 8));
            case "product" -> product(word(fields, "compression", ""));
            case "binary" -> binary(word(fields, "encoding", "one_bit"));
            case "turbo" -> turbo(word(fields, "bits", "bits4"));
            default -> Optional.empty();
        };
    }

    private static Optional<QuantizationConfig> product(String compression) {
        return switch (compression) {
            case "x4", "x8", "x16", "x32", "x64" -> {
                int times = Integer.parseInt(compression.substring(1));
                yield sized("product", compression, FLOAT_BITS / times);
            }
            default -> Optional.empty();
        };
    }

    private static Optional<QuantizationConfig> binary(String encoding) {
        return switch (encoding) {
            case "one_bit" -> sized("binary", encoding, 1);
            case "one_and_half_bits" -> sized("binary", encoding, 1.5);
            case "two_bits" -> sized("binary", encoding, 2);
            default -> Optional.empty();
        };
    }

    private static Optional<QuantizationConfig> turbo(String bits) {
        return switch (bits) {
            case "bits1" -> sized("turbo", bits, 1);
            case "bits1_5" -> sized("turbo", bits, 1.5);
            case "bits2" -> sized("turbo", bits, 2);
            case "bits4" -> sized("turbo", bits, 4);
            default -> Optional.empty();
        };
    }

    /// The least size of codes that is not below what was asked for: 1, 2, 4 or 8.
    public int bits() {
        int bits = 1;
        while (bits < bitsAsked) {
            bits *= 2;
        }
        return bits;
    }

    private static Optional<QuantizationConfig> sized(String method, String size, double bits) {
        return Optional.of(new QuantizationConfig(method + " " + size, bits));
    }

    private static String word(Value.Struct fields, String name, String absent) {
        return fields.fields().get(name) instanceof Value.Text(String word) ? word : absent;
    }
}
