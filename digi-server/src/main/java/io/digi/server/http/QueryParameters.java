package io.digi.server.http;

import io.digi.model.error.Problem;
import io.digi.model.error.Violation;
import io.digi.server.metrics.MetricsView;
import io.digi.wire.error.HttpStatus;
import io.digi.wire.error.RequestPart;
import io.digi.wire.json.SnapshotReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The parameters after a path's `?`. Unknown ones do not matter; known ones are checked whatever
/// the operation.
///
/// @param waits whether the caller waits for its write, which changes the word in the answer only
/// @param isWaitRefused whether it says that it does not wait, which is more than to say nothing
/// @param checksum that a snapshot must have
/// @param timeout how long the caller waits
/// @param detailsLevel how much `/telemetry` tells
/// @param metrics how `/metrics` and `/telemetry` are wanted
record QueryParameters(
        boolean waits,
        boolean isWaitRefused,
        Optional<String> checksum,
        Optional<Duration> timeout,
        int detailsLevel,
        MetricsView metrics) {
    static final QueryParameters NONE =
            new QueryParameters(
                    /* waits= */ false,
                    /* isWaitRefused= */ false,
                    Optional.empty(),
                    Optional.empty(),
                    /* detailsLevel= */ 0,
                    MetricsView.PLAIN);

    private static final Set<String> ORDERINGS = Set.of("weak", "medium", "strong");
    private static final Set<String> CONSISTENCIES = Set.of("", "majority", "quorum", "all");

    /// Throws [RequestRefused].
    static QueryParameters parse(@Nullable String rawQuery) {
        if (rawQuery == null || rawQuery.isEmpty()) {
            return NONE;
        }
        Map<String, String> given = split(rawQuery);
        requireOneOf("ordering", given.get("ordering"), ORDERINGS);
        requireOneOf("priority", given.get("priority"), SnapshotReader.PRIORITIES);
        requireConsistency(given.get("consistency"));
        String timeout = given.get("timeout");
        return new QueryParameters(
                flag(given, "wait"),
                given.containsKey("wait") && !flag(given, "wait"),
                Optional.ofNullable(given.get("checksum")),
                timeout == null
                        ? Optional.empty()
                        : Optional.of(Duration.ofSeconds(whole("timeout", timeout, 1))),
                given.containsKey("details_level")
                        ? whole("details_level", given.get("details_level"), 0)
                        : 0,
                new MetricsView(flag(given, "per_collection"), flag(given, "anonymize")));
    }

    private static Map<String, String> split(String rawQuery) {
        Map<String, String> given = new HashMap<>();
        for (String pair : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (!name.isEmpty() && given.put(name, value) != null) {
                throw malformed("duplicate field `%s`".formatted(shown(name)));
            }
        }
        return given;
    }

    private static String decoded(String raw) {
        return PathSegments.decoded(raw.replace('+', ' '))
                .orElseThrow(() -> malformed("broken escape or no UTF-8"));
    }

    private static boolean flag(Map<String, String> given, String name) {
        String value = given.getOrDefault(name, "false");
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw malformed(
                            "%s: provided string was not `true` or `false`, but `%s`"
                                    .formatted(name, shown(value)));
        };
    }

    private static void requireOneOf(String name, @Nullable String value, Set<String> allowed) {
        if (value != null && !allowed.contains(value.toLowerCase(Locale.ROOT))) {
            throw malformed(
                    "%s: unknown variant `%s`, expected one of %s"
                            .formatted(name, shown(value), allowed.stream().sorted().toList()));
        }
    }

    private static void requireConsistency(@Nullable String value) {
        if (value != null && !CONSISTENCIES.contains(value)) {
            whole("consistency", value, 1);
        }
    }

    private static int whole(String name, @Nullable String text, int min) {
        int value;
        try {
            value = Integer.parseInt(String.valueOf(text));
        } catch (NumberFormatException e) {
            throw malformed(
                    "%s: invalid digit found in `%s`".formatted(name, shown(String.valueOf(text))));
        }
        if (value < min) {
            Violation violation =
                    new Violation(
                            name, "value %d invalid, must be %d or larger".formatted(value, min));
            throw new RequestRefused(
                    HttpStatus.of(new Problem.Invalid(List.of(violation)), RequestPart.QUERY));
        }
        return value;
    }

    private static String shown(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    private static RequestRefused malformed(String text) {
        return new RequestRefused(400, "Deserialize error in query parameters: " + text);
    }
}
