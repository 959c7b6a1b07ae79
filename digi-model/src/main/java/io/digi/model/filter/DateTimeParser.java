package io.digi.model.filter;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.OptionalLong;

/// One pass over the text of a datetime; [DateTimes] has the forms.
final class DateTimeParser {
    private static final int YEAR_MIN = -262_143;
    private static final int YEAR_MAX = 262_142;
    private static final long MICROS = 1_000_000;
    private static final char MINUS_SIGN = '\u2212';

    private final String text;
    private int position;

    DateTimeParser(String text) {
        this.text = text;
    }

    OptionalLong parse() {
        try {
            return OptionalLong.of(dateTime());
        } catch (NotADateTime | DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    private long dateTime() throws NotADateTime {
        long date = date() * 86_400 * MICROS;
        if (atEnd()) {
            return date;
        }
        char separator = separator();
        long minutes = number(1, 2, 23) * 60L;
        expect(':');
        minutes += number(1, 2, 59);
        long micros = date + minutes * 60 * MICROS;
        if (atEnd() && separator != 't') {
            return micros;
        }
        expect(':');
        micros += number(1, 2, 60) * MICROS + fractionMicros();
        if (!atEnd()) {
            micros -= offsetSeconds() * MICROS;
        } else if (separator == 't') {
            throw new NotADateTime();
        }
        if (!atEnd()) {
            throw new NotADateTime();
        }
        return micros;
    }

    private long date() throws NotADateTime {
        int year = year();
        expect('-');
        int month = number(1, 2, 12);
        expect('-');
        return LocalDate.of(year, month, number(1, 2, 31)).toEpochDay();
    }

    private int year() throws NotADateTime {
        boolean negative = take('-');
        boolean signed = negative || take('+');
        int year = number(1, signed ? 6 : 4, Integer.MAX_VALUE) * (negative ? -1 : 1);
        if (year < YEAR_MIN || year > YEAR_MAX) {
            throw new NotADateTime();
        }
        return year;
    }

    private char separator() throws NotADateTime {
        if (take('T')) {
            return 'T';
        }
        if (take('t')) {
            return 't';
        }
        if (!skipSpace()) {
            throw new NotADateTime();
        }
        return ' ';
    }

    private int fractionMicros() throws NotADateTime {
        if (!take('.')) {
            return 0;
        }
        int start = position;
        int micros = 0;
        while (!atEnd() && isDigit(text.charAt(position))) {
            if (position - start < 6) {
                micros = micros * 10 + (text.charAt(position) - '0');
            }
            position++;
        }
        if (position == start) {
            throw new NotADateTime();
        }
        for (int digits = position - start; digits < 6; digits++) {
            micros *= 10;
        }
        return micros;
    }

    private long offsetSeconds() throws NotADateTime {
        skipSpace();
        if (take('Z') || take('z')) {
            return 0;
        }
        if (text.regionMatches(/* ignoreCase= */ true, position, "UTC", 0, 3)) {
            position += 3;
            return 0;
        }
        boolean west = take('-') || take(MINUS_SIGN);
        if (!west) {
            expect('+');
        }
        long minutes = number(2, 2, 23) * 60L;
        if (!atEnd()) {
            take(':');
            minutes += number(2, 2, 59);
        }
        return minutes * (west ? -60 : 60);
    }

    /// A number of `digitsMin` to `digitsMax` digits, at most `max`.
    private int number(int digitsMin, int digitsMax, int max) throws NotADateTime {
        int start = position;
        int value = 0;
        while (!atEnd() && position - start < digitsMax && isDigit(text.charAt(position))) {
            value = value * 10 + (text.charAt(position++) - '0');
        }
        if (position - start < digitsMin || value > max) {
            throw new NotADateTime();
        }
        return value;
    }

    private boolean skipSpace() {
        int start = position;
        while (!atEnd() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return position > start;
    }

    private void expect(char c) throws NotADateTime {
        if (!take(c)) {
            throw new NotADateTime();
        }
    }

    private boolean take(char c) {
        if (atEnd() || text.charAt(position) != c) {
            return false;
        }
        position++;
        return true;
    }

    private boolean atEnd() {
        return position == text.length();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /// Leaves the parser where the text departs from the forms; has no stack trace, since text that
    /// is no datetime is nothing out of the ordinary.
    private static final class NotADateTime extends Exception {
        private static final long serialVersionUID = 1L;

        NotADateTime() {
            super(null, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
        }
    }
}
