package io.digi.wire.json;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Qdrant's datetimes: RFC 3339, or with a space for the `T`, without zone (then UTC), without
/// seconds, or a date alone.
final class DateTimeText {
    private static final Pattern FORM =
            Pattern.compile(
                    "(\\d{4})-(\\d{2})-(\\d{2})"
                            + "(?:[Tt ](\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?"
                            + "([Zz]|[+-]\\d{2}(?::?\\d{2})?)?)?)?");
    private static final int LENGTH_MAX = 64;

    private DateTimeText() {}

    /// Microseconds since the epoch, or nothing for text that is no datetime.
    static OptionalLong epochMicros(String text) {
        Matcher matcher = FORM.matcher(text);
        if (text.length() > LENGTH_MAX || !matcher.matches()) {
            return OptionalLong.empty();
        }
        try {
            LocalDateTime local =
                    LocalDateTime.of(
                            number(matcher, 1),
                            number(matcher, 2),
                            number(matcher, 3),
                            number(matcher, 4),
                            number(matcher, 5),
                            number(matcher, 6));
            long seconds = local.toEpochSecond(offset(matcher.group(8)));
            return OptionalLong.of(seconds * 1_000_000 + micros(matcher.group(7)));
        } catch (DateTimeException noSuchTime) {
            return OptionalLong.empty();
        }
    }

    private static int number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static long micros(@Nullable String fraction) {
        return fraction == null ? 0 : Long.parseLong((fraction + "00000").substring(0, 6));
    }

    private static ZoneOffset offset(@Nullable String zone) {
        return zone == null || zone.equalsIgnoreCase("z") ? ZoneOffset.UTC : ZoneOffset.of(zone);
    }
}
