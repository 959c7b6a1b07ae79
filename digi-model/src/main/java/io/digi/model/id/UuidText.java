package io.digi.model.id;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The four textual forms of a UUID that Qdrant reads.
final class UuidText {
    private static final String HYPHENATED =
            "([0-9a-fA-F]{8})-([0-9a-fA-F]{4})-([0-9a-fA-F]{4})-([0-9a-fA-F]{4})-([0-9a-fA-F]{12})";
    private static final Pattern SIMPLE = Pattern.compile("[0-9a-fA-F]{32}");
    private static final Pattern DECORATED =
            Pattern.compile("(?:urn:uuid:)?" + HYPHENATED + "|\\{" + HYPHENATED + "\\}");

    private UuidText() {}

    static Optional<PointId.Uuid> parse(String text) {
        int length = text.length();
        if (length == 32 && SIMPLE.matcher(text).matches()) {
            return Optional.of(ofHex(text));
        }
        if (length != 36 && length != 38 && length != 45) {
            return Optional.empty();
        }
        Matcher matcher = DECORATED.matcher(text);
        return matcher.matches()
                ? Optional.of(ofHex(text.replaceAll("urn:uuid:|[-{}]", "")))
                : Optional.empty();
    }

    private static PointId.Uuid ofHex(String digits) {
        return new PointId.Uuid(
                Long.parseUnsignedLong(digits, 0, 16, 16),
                Long.parseUnsignedLong(digits, 16, 32, 16));
    }
}
