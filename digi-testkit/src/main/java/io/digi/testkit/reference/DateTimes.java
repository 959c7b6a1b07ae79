package io.digi.testkit.reference;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the texts that count as a datetime in a payload: a date, a date and time with or without
/// seconds and fraction, and, after seconds, a zone (`Z`, `+01:00`, `+0100`, `+01`). `T` or a space
/// stands between date and time. Without a zone it is UTC.
final class DateTimes {
    private static final Pattern FORM =
            Pattern.compile(
                    "(\\d{4})-(\\d\\d)-(\\d\\d)"
                            + "(?:[Tt ](\\d\\d):(\\d\\d)"
                            + "(?::(\\d\\d)(?:\\.(\\d{1,9}))?([Zz]|[+-]\\d\\d(?::?\\d\\d)?)?)?)?");
    private static final int YEAR = 1;
    private static final int MONTH = 2;
    private static final int DAY = 3;
    private static final int HOUR = 4;
    private static final int MINUTE = 5;
    private static final int SECOND = 6;
    private static final int FRACTION = 7;
    private static final int ZONE = 8;

    private DateTimes() {}

    /// Microseconds since the epoch, rounded down.
    static OptionalLong epochMicros(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return OptionalLong.empty();
        }
        try {
            LocalDateTime local =
                    LocalDateTime.of(
                            number(form, YEAR),
                            number(form, MONTH),
                            number(form, DAY),
                            number(form, HOUR),
                            number(form, MINUTE),
                            number(form, SECOND));
            long second = local.toEpochSecond(zone(form));
            return OptionalLong.of(second * 1_000_000 + micros(form));
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    private static int number(Matcher form, int group) {
        String digits = form.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static int micros(Matcher form) {
        String digits = form.group(FRACTION);
        return digits == null ? 0 : Integer.parseInt((digits + "00000").substring(0, 6));
    }

    private static ZoneOffset zone(Matcher form) {
        String zone = form.group(ZONE);
        return zone == null || zone.equalsIgnoreCase("z") ? ZoneOffset.UTC : ZoneOffset.of(zone);
    }
}
