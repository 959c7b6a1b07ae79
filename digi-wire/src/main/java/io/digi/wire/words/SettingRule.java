package io.digi.wire.words;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a setting of a collection may be. The settings themselves are kept as they were given.
public sealed interface SettingRule {
    /// An integer, both bounds included.
    record Count(long min, long max) implements SettingRule {
        static Count from(long min) {
            return new Count(min, Long.MAX_VALUE);
        }

        /// What is wrong with a value; empty if it fits.
        public Optional<String> complaint(long value) {
            if (value >= min && value <= max) {
                return Optional.empty();
            }
            String bounds =
                    value < min && max >= Integer.MAX_VALUE
                            ? "must be %d or larger".formatted(min)
                            : "must be from %d to %d".formatted(min, max);
            return Optional.of("value %d invalid, %s".formatted(value, bounds));
        }
    }

    /// A number, both bounds included.
    record Fraction(double min, double max) implements SettingRule {}

    enum Flag implements SettingRule {
        FLAG
    }

    /// One of these words.
    record Word(List<String> words) implements SettingRule {
        Word(String... words) {
            this(List.of(words));
        }
    }

    /// One of two kinds, by whether a string stands there.
    record WordOr(Word word, SettingRule other) implements SettingRule {}

    /// An object of these fields; others are passed over.
    ///
    /// @param required fields that must be there
    record Block(
            Map<String, SettingRule> fields, Map<String, String> aliases, List<String> required)
            implements SettingRule {
        Block(Map<String, SettingRule> fields, Map<String, String> aliases) {
            this(fields, aliases, List.of());
        }

        Block(Map<String, SettingRule> fields) {
            this(fields, Map.of());
        }
    }

    /// An object of exactly one of these fields.
    record Variant(Map<String, SettingRule> fields) implements SettingRule {}

    /// What Qdrant's texts call by the name of its type, whatever is wrong with it.
    record Untagged(String type, SettingRule rule) implements SettingRule {}

    /// An object whose keys are the user's names.
    record ByName(SettingRule each) implements SettingRule {}
}
