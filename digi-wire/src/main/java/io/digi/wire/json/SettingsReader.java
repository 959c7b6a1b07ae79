package io.digi.wire.json;

import io.digi.model.error.Violation;
import io.digi.model.error.Violations;
import io.digi.model.payload.Value;
import io.digi.wire.words.SettingRule;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JsonToken;

/// Reads a setting as its [SettingRule] has it. `null` is the same as absent.
final class SettingsReader {
    private SettingsReader() {}

    static Value read(JsonReader in, SettingRule rule) {
        return switch (rule) {
            case SettingRule.Count count -> count(in, count);
            case SettingRule.Fraction number -> number(in, number);
            case SettingRule.Flag _ -> Value.of(JsonText.flag(in));
            case SettingRule.Word word -> word(in, word);
            case SettingRule.WordOr(SettingRule.Word word, SettingRule other) ->
                    in.token() == JsonToken.VALUE_STRING ? word(in, word) : read(in, other);
            case SettingRule.Block block -> block(in, block);
            case SettingRule.Variant(Map<String, SettingRule> fields) -> variant(in, fields);
            case SettingRule.Untagged(String type, SettingRule untagged) ->
                    in.untagged(type, () -> read(in, untagged));
            case SettingRule.ByName(SettingRule each) -> byName(in, each);
        };
    }

    static Value.Struct block(JsonReader in, SettingRule.Block block) {
        Map<String, Value> fields = new LinkedHashMap<>();
        in.object("settings", block.aliases(), name -> field(in, block.fields(), name, fields));
        for (String name : block.required()) {
            if (!fields.containsKey(name)) {
                throw in.missing(name);
            }
        }
        return new Value.Struct(fields);
    }

    static Value.Struct byName(JsonReader in, SettingRule each) {
        Map<String, Value> fields = new LinkedHashMap<>();
        in.object(
                "settings by name",
                name -> {
                    fields.put(name, read(in, each));
                    return true;
                });
        return new Value.Struct(fields);
    }

    /// Reads the value of a field if the table has it; a value that is `null` is left out.
    static boolean field(
            JsonReader in, Map<String, SettingRule> rules, String name, Map<String, Value> into) {
        SettingRule rule = rules.get(name);
        if (rule != null && !in.isNull()) {
            into.put(name, read(in, rule));
        }
        return rule != null;
    }

    private static Value variant(JsonReader in, Map<String, SettingRule> rules) {
        Map<String, Value> fields = new LinkedHashMap<>();
        in.object("one of " + list(rules.keySet()), name -> field(in, rules, name, fields));
        if (fields.size() != 1) {
            throw in.malformed("expected one of " + list(rules.keySet()));
        }
        return new Value.Struct(fields);
    }

    private static Value count(JsonReader in, SettingRule.Count rule) {
        long value = JsonText.natural(in);
        Optional<String> complaint = rule.complaint(value);
        if (complaint.isEmpty()) {
            return Value.of(value);
        }
        in.violate(new Violation("", complaint.get()));
        return Value.of(rule.min());
    }

    private static Value number(JsonReader in, SettingRule.Fraction rule) {
        double value = JsonText.number(in);
        return in.validated(
                () -> {
                    new Violations().between("", value, rule.min(), rule.max()).throwIfAny();
                    return Value.of(value);
                },
                Value.of(value));
    }

    private static Value word(JsonReader in, SettingRule.Word rule) {
        String word = JsonText.text(in, "a string");
        if (!rule.words().contains(word)) {
            throw in.malformed(
                    "unknown variant `%s`, expected one of %s"
                            .formatted(JsonSyntax.shown(word), list(rule.words())));
        }
        return Value.of(word);
    }

    private static String list(Collection<String> names) {
        return names.stream().sorted().map(n -> "`" + n + "`").collect(Collectors.joining(", "));
    }
}
