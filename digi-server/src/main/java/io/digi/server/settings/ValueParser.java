package io.digi.server.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads the text of a setting. Throws [IllegalArgumentException], whose message says what was
/// expected and what came.
@FunctionalInterface
interface ValueParser<T> {
    /// Each is 1024 of the one before it; the first stands for no unit.
    String UNITS = " KMGT";

    T parse(String text);

    static ValueParser<String> text() {
        return text -> text;
    }

    static ValueParser<Boolean> flag() {
        return text ->
                switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw expected("true or false", text);
                };
    }

    static ValueParser<Integer> integer(int min, int max) {
        return text -> {
            String wanted = "a whole number from %d to %d".formatted(min, max);
            try {
                int value = Integer.parseInt(text);
                if (value >= min && value <= max) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw expected(wanted, text);
            }
            throw expected(wanted, text);
        };
    }

    /// The same, or `null`, which a variable can only say as a word.
    static ValueParser<OptionalInt> integerOrNone(int min, int max) {
        ValueParser<Integer> number = integer(min, max);
        return text ->
                text.equals("null") ? OptionalInt.empty() : OptionalInt.of(number.parse(text));
    }

    /// A number up to 1.
    static ValueParser<Double> fraction(double min) {
        return text -> {
            String wanted = "a number from %s to 1".formatted(min == 0 ? "0" : min);
            double value;
            try {
                value = Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw expected(wanted, text);
            }
            if (!(value >= min && value <= 1)) {
                throw expected(wanted, text);
            }
            return value;
        };
    }

    /// One of these words.
    static ValueParser<String> word(String... words) {
        return text -> {
            if (!List.of(words).contains(text)) {
                throw expected("one of " + String.join(", ", words), text);
            }
            return text;
        };
    }

    /// Seconds, also with a fraction.
    static ValueParser<Duration> seconds(double min, double max) {
        return text -> {
            String wanted = "seconds from %s to %s".formatted(min, max);
            double value;
            try {
                value = Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw expected(wanted, text);
            }
            if (!(value >= min && value <= max)) {
                throw expected(wanted, text);
            }
            return Duration.ofMillis(Math.round(value * 1_000));
        };
    }

    /// Bytes: `1048576`, `512MB`, `2GiB`; all units are powers of 1024.
    static ValueParser<Long> size() {
        Pattern shape = Pattern.compile("([0-9]{1,18})\\s*([kKmMgGtT]?)(?:[iI]?[bB])?");
        return text -> {
            Matcher matcher = shape.matcher(text.strip());
            if (!matcher.matches()) {
                throw expected("a size such as 512MB or 2GB", text);
            }
            int shiftBits = 10 * UNITS.indexOf(matcher.group(2).toUpperCase(Locale.ROOT));
            long number = Long.parseLong(matcher.group(1));
            if (number > Long.MAX_VALUE >> shiftBits) {
                throw expected("a size of less than 8 EB", text);
            }
            return number << shiftBits;
        };
    }

    static <E extends Enum<E>> ValueParser<E> choice(Class<E> type) {
        return text -> {
            for (E constant : type.getEnumConstants()) {
                if (constant.name().equalsIgnoreCase(text)) {
                    return constant;
                }
            }
            throw expected(
                    Arrays.stream(type.getEnumConstants())
                            .map(Enum::name)
                            .collect(Collectors.joining(", ", "one of ", "")),
                    text);
        };
    }

    /// Several values; a single text is cut at its commas.
    static List<String> items(GivenValue given) {
        return given.items()
                .orElseGet(() ->
                        Arrays.stream(given.text().orElse("").split(",", -1))
                                .map(String::strip)
                                .filter(item -> !item.isEmpty())
                                .toList());
    }

    private static IllegalArgumentException expected(String wanted, String text) {
        String shown = text.length() <= 60 ? text : text.substring(0, 60) + "…";
        return new IllegalArgumentException("expected %s, got `%s`".formatted(wanted, shown));
    }
}
