package io.digi.wire.grpc;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import java.util.Map;
import java.util.Optional;

/// The words of settings: enums on this wire, strings in the other form of the protocol.
final class SettingWords {
    /// Those that differ by more than upper case.
    private static final Map<String, String> WORDS =
            Map.of(
                    "OneBit", "one_bit",
                    "TwoBits", "two_bits",
                    "OneAndHalfBits", "one_and_half_bits");

    private SettingWords() {}

    static String word(EnumValueDescriptor value) {
        String name = value.getName();
        return WORDS.getOrDefault(name, Character.toLowerCase(name.charAt(0)) + name.substring(1));
    }

    static Optional<EnumValueDescriptor> value(EnumDescriptor type, String word) {
        return type.getValues().stream()
                .filter(value -> word(value).equals(word) || value.getName().equals(word))
                .findFirst();
    }
}
