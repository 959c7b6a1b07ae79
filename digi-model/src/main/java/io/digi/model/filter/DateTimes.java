package io.digi.model.filter;

import java.util.OptionalLong;

/// Datetimes as text, in the forms that Qdrant reads:
///
/// - RFC 3339 (`2024-02-29T12:30:00.25+01:00`, `…Z`), with `T`, `t` or a space in the middle; the
///   offset also as `+0100` or `+01`, after a space, or as `UTC`;
/// - the same without an offset, which means UTC; then seconds may be left out;
/// - a date alone, which means its midnight in UTC.
public final class DateTimes {
    private DateTimes() {}

    /// The microseconds since the epoch, or nothing if the text is no datetime. What is finer than
    /// a microsecond is dropped, towards the past. A leap second is the first of the next minute.
    public static OptionalLong parseMicros(String text) {
        return new DateTimeParser(text).parse();
    }
}
