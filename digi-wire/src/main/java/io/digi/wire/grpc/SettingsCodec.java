package io.digi.wire.grpc;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.digi.model.payload.Value;
import io.digi.proto.Collections;
import io.digi.wire.words.SettingCheck;
import io.digi.wire.words.SettingRule;
import java.util.LinkedHashMap;
import java.util.Map;

/// Settings of a collection: a message whose fields have the names that the settings have in the
/// other form of the protocol, and which travels by them. What differs is named here.
final class SettingsCodec {
    /// Names on this wire, by those of settings.
    private static final Map<String, String> FIELDS = Map.of("turbo", "turboquant");

    private static final Map<String, String> SETTINGS = Map.of("turboquant", "turbo");

    /// What stood here before it could be a word.
    private static final String OLD_THREADS = "deprecated_max_optimization_threads";

    private static final Value DISABLED = Value.of("Disabled");
    private static final String THREADS = "max_optimization_threads";

    private SettingsCodec() {}

    /// Reads the settings that a message gives, and notes which of them break the rule.
    static Value.Struct decode(Reading in, String field, SettingRule rule, Message message) {
        Value.Struct settings = struct(message);
        checked(in, field, rule, settings);
        return settings;
    }

    /// The setting itself; notes which rules it breaks.
    static Value checked(Reading in, String field, SettingRule rule, Value setting) {
        return in.at(
                field,
                () -> {
                    SettingCheck.violations(rule, setting).forEach(in::violate);
                    return setting;
                });
    }

    /// Everything that a message gives; what stands in its repeated fields is no setting.
    static Value.Struct struct(Message message) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (isGiven(message, field)) {
                String name = SETTINGS.getOrDefault(field.getName(), field.getName());
                fields.putIfAbsent(
                        name.equals(OLD_THREADS) ? THREADS : name, value(message.getField(field)));
            }
        }
        return new Value.Struct(fields);
    }

    /// A field that cannot be absent always says something; strings are names, not settings.
    private static boolean isGiven(Message message, FieldDescriptor field) {
        if (field.isRepeated()) {
            return false;
        }
        return field.hasPresence()
                ? message.hasField(field)
                : field.getJavaType() != FieldDescriptor.JavaType.STRING;
    }

    private static Value value(Object value) {
        return switch (value) {
            case Boolean flag -> Value.of(flag);
            case Integer number -> Value.of(Integer.toUnsignedLong(number));
            case Long number -> Value.of(number < 0 ? Long.MAX_VALUE : number);
            case Float number -> real(Double.parseDouble(number.toString()));
            case Double number -> real(number);
            case EnumValueDescriptor word -> Value.of(SettingWords.word(word));
            case Collections.MaxOptimizationThreads threads ->
                    threads.hasSetting() ? setting(threads) : value((Object) threads.getValue());
            case Collections.BinaryQuantizationQueryEncoding encoding -> setting(encoding);
            case Collections.StrictModeMultivectorConfig byName ->
                    byName(byName.getMultivectorConfigMap());
            case Collections.StrictModeSparseConfig byName -> byName(byName.getSparseConfigMap());
            case Collections.QuantizationConfigDiff quantization when quantization.hasDisabled() ->
                    DISABLED;
            case Message block -> struct(block);
            default -> throw new IllegalArgumentException("no setting is a " + value.getClass());
        };
    }

    /// The word in a message that has one; of a number that is no word, none that fits any rule.
    private static Value setting(Message message) {
        FieldDescriptor setting = message.getDescriptorForType().findFieldByName("setting");
        return value(message.getField(setting));
    }

    /// A number that is not finite stays out of every range.
    private static Value real(double number) {
        return Value.of(Double.isFinite(number) ? number : -Double.MAX_VALUE);
    }

    private static Value byName(Map<String, ? extends Message> messages) {
        Map<String, Value> fields = new LinkedHashMap<>();
        messages.forEach((name, message) -> fields.put(name, struct(message)));
        return new Value.Struct(fields);
    }

    /// Writes settings into a message; null and what the message has no field for are left out.
    static <B extends Message.Builder> B encode(Value.Struct settings, B message) {
        settings.fields()
                .forEach((name, value) -> {
                    FieldDescriptor field =
                            message.getDescriptorForType()
                                    .findFieldByName(FIELDS.getOrDefault(name, name));
                    if (field != null && !(value instanceof Value.Null)) {
                        set(message, field, value);
                    }
                });
        return message;
    }

    private static void set(Message.Builder message, FieldDescriptor field, Value value) {
        switch (field.getJavaType()) {
            case BOOLEAN -> message.setField(field, ((Value.Bool) value).value());
            case INT -> message.setField(field, (int) integer(value));
            case LONG -> message.setField(field, integer(value));
            case FLOAT -> message.setField(field, (float) number(value));
            case DOUBLE -> message.setField(field, number(value));
            case ENUM ->
                    SettingWords.value(field.getEnumType(), ((Value.Text) value).value())
                            .ifPresent(word -> message.setField(field, word));
            case MESSAGE -> message.setField(field, block(message, field, value));
            case STRING, BYTE_STRING ->
                    throw new IllegalArgumentException("no setting is a string: " + field);
        }
    }

    private static Message block(Message.Builder message, FieldDescriptor field, Value value) {
        Message.Builder inner = message.newBuilderForField(field);
        if (inner instanceof Collections.MaxOptimizationThreads.Builder threads) {
            return value instanceof Value.Text
                    ? threads.setSetting(Collections.MaxOptimizationThreads.Setting.Auto).build()
                    : threads.setValue(integer(value)).build();
        }
        if (inner instanceof Collections.QuantizationConfigDiff.Builder quantization
                && value instanceof Value.Text) {
            return quantization.setDisabled(Collections.Disabled.getDefaultInstance()).build();
        }
        if (value instanceof Value.Text(String word)) {
            FieldDescriptor setting = inner.getDescriptorForType().getFields().getFirst();
            SettingWords.value(setting.getEnumType(), word)
                    .ifPresent(known -> inner.setField(setting, known));
            return inner.build();
        }
        Value.Struct fields = (Value.Struct) value;
        if (inner instanceof Collections.StrictModeMultivectorConfig.Builder byName) {
            fields.fields()
                    .forEach((name, limits) ->
                            byName.putMultivectorConfig(
                                    name,
                                    encode(
                                                    (Value.Struct) limits,
                                                    Collections.StrictModeMultivector.newBuilder())
                                            .build()));
            return byName.build();
        }
        if (inner instanceof Collections.StrictModeSparseConfig.Builder byName) {
            fields.fields()
                    .forEach((name, limits) ->
                            byName.putSparseConfig(
                                    name,
                                    encode(
                                                    (Value.Struct) limits,
                                                    Collections.StrictModeSparse.newBuilder())
                                            .build()));
            return byName.build();
        }
        return encode(fields, inner).build();
    }

    private static long integer(Value value) {
        return ((Value.Int) value).value();
    }

    private static double number(Value value) {
        return value instanceof Value.Int(long whole) ? whole : ((Value.Real) value).value();
    }
}
