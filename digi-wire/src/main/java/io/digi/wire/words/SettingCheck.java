package io.digi.wire.words;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.error.Violation;
import io.digi.model.error.Violations;
import io.digi.model.payload.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Holds settings that came in a typed form against their [SettingRule]s. Fields that a rule does
/// not know are passed over.
public final class SettingCheck {
    private final List<Violation> found = new ArrayList<>();

    private SettingCheck() {}

    /// The rules that a setting breaks, with paths relative to it.
    public static List<Violation> violations(SettingRule rule, Value value) {
        SettingCheck check = new SettingCheck();
        check.check("", rule, value);
        return List.copyOf(check.found);
    }

    private void check(String path, SettingRule rule, Value value) {
        switch (rule) {
            case SettingRule.Count count -> {
                if (value instanceof Value.Int(long number)) {
                    count.complaint(number).ifPresent(text -> found.add(new Violation(path, text)));
                }
            }
            case SettingRule.Fraction fraction -> checkFraction(path, fraction, value);
            case SettingRule.Flag _ -> {}
            case SettingRule.Word(List<String> words) -> checkWord(path, words, value);
            case SettingRule.WordOr(SettingRule.Word word, SettingRule other) ->
                    check(path, value instanceof Value.Text ? word : other, value);
            case SettingRule.Block(Map<String, SettingRule> fields, _, _) ->
                    checkFields(path, fields, value);
            case SettingRule.Variant(Map<String, SettingRule> fields) ->
                    checkVariant(path, fields, value);
            case SettingRule.Untagged(_, SettingRule untagged) -> check(path, untagged, value);
            case SettingRule.ByName(SettingRule each) -> {
                if (value instanceof Value.Struct(Map<String, Value> byName)) {
                    byName.forEach((name, one) -> check(within(path, name), each, one));
                }
            }
        }
    }

    private void checkFraction(String path, SettingRule.Fraction rule, Value value) {
        if (value instanceof Value.Real(double number)) {
            try {
                new Violations().between(path, number, rule.min(), rule.max()).throwIfAny();
            } catch (DigiException refused) {
                if (refused.problem() instanceof Problem.Invalid(List<Violation> violations)) {
                    found.addAll(violations);
                }
            }
        }
    }

    private void checkWord(String path, List<String> words, Value value) {
        if (value instanceof Value.Text(String word) && !words.contains(word)) {
            found.add(
                    new Violation(
                            path,
                            "value `%s` invalid, must be one of %s"
                                    .formatted(word, String.join(", ", words))));
        }
    }

    private void checkVariant(String path, Map<String, SettingRule> rules, Value value) {
        if (value instanceof Value.Struct(Map<String, Value> fields)
                && fields.keySet().stream().filter(rules::containsKey).count() != 1) {
            found.add(
                    new Violation(
                            path,
                            "must have exactly one of "
                                    + rules.keySet().stream()
                                            .sorted()
                                            .collect(Collectors.joining(", "))));
        }
        checkFields(path, rules, value);
    }

    private void checkFields(String path, Map<String, SettingRule> rules, Value value) {
        if (value instanceof Value.Struct(Map<String, Value> fields)) {
            fields.forEach((name, field) -> {
                SettingRule rule = rules.get(name);
                if (rule != null) {
                    check(within(path, name), rule, field);
                }
            });
        }
    }

    private static String within(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
