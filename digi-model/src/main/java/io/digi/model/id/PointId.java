package io.digi.model.id;

import java.util.Optional;

/// The user's id of a point. Order, also of scrolling: numbers (unsigned), then UUIDs (by their
/// bytes), then other strings (by their UTF-8 bytes).
public sealed interface PointId extends Comparable<PointId> {
    /// An unsigned 64-bit number.
    record Num(long value) implements PointId {
        @Override
        public String toString() {
            return Long.toUnsignedString(value);
        }
    }

    /// A UUID; its text is hyphenated and lower-case.
    record Uuid(long high, long low) implements PointId {
        /// The UUID that a text writes in one of Qdrant's four forms: hyphenated, 32 hex digits,
        /// `urn:uuid:`, braced.
        public static Optional<Uuid> parse(String text) {
            return UuidText.parse(text);
        }

        @Override
        public String toString() {
            return new java.util.UUID(high, low).toString();
        }
    }

    /// Any other string of 1–512 bytes of UTF-8, such as `doc_123`.
    record Text(String value) implements PointId {
        public Text {
            NameRules.requireSize("point id", value, 1, 512);
            if (UuidText.parse(value).isPresent()) {
                throw new IllegalArgumentException("a UUID is not a text id: " + value);
            }
        }

        @Override
        public String toString() {
            return value;
        }
    }

    static PointId of(long number) {
        return new Num(number);
    }

    /// The id that a string stands for: a UUID in any of Qdrant's four forms (hyphenated, 32 hex
    /// digits, `urn:uuid:`, braced), else the string itself. `"123"` is a string, not a number.
    static PointId of(String text) {
        Optional<Uuid> uuid = UuidText.parse(text);
        return uuid.isPresent() ? uuid.get() : new Text(text);
    }

    /// The id that a segment of a URL path stands for: a number, else a UUID, else a string.
    static PointId ofPathSegment(String segment) {
        return segment.matches("[0-9]{1,20}") ? ofDigits(segment) : of(segment);
    }

    private static PointId ofDigits(String digits) {
        try {
            return new Num(Long.parseUnsignedLong(digits));
        } catch (NumberFormatException beyond64Bits) {
            return of(digits);
        }
    }

    @Override
    default int compareTo(PointId other) {
        int byKind = Integer.compare(rank(this), rank(other));
        if (byKind != 0) {
            return byKind;
        }
        return switch (this) {
            case Num(long value) -> Long.compareUnsigned(value, ((Num) other).value);
            case Uuid(long high, long low) -> {
                int byHigh = Long.compareUnsigned(high, ((Uuid) other).high);
                yield byHigh != 0 ? byHigh : Long.compareUnsigned(low, ((Uuid) other).low);
            }
            case Text(String value) -> Utf8.compare(value, ((Text) other).value);
        };
    }

    private static int rank(PointId id) {
        return switch (id) {
            case Num _ -> 0;
            case Uuid _ -> 1;
            case Text _ -> 2;
        };
    }
}
