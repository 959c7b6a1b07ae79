package io.digi.wire.json;

import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/// Reads the bodies that restore snapshots.
public final class SnapshotReader {
    /// What is to win where other replicas differ. Of one replica it makes no difference.
    public static final Set<String> PRIORITIES = Set.of("no_sync", "snapshot", "replica");

    private SnapshotReader() {}

    /// `PUT /collections/{c}/snapshots/recover` and its kin.
    public static SnapshotRequest recover(InputStream body) {
        return JsonReader.read(body, SnapshotReader::recover);
    }

    private static SnapshotRequest recover(JsonReader in) {
        Field<String> location = new Field<>();
        Field<String> checksum = new Field<>();
        Field<String> apiKey = new Field<>();
        in.object(
                "struct SnapshotRecover",
                name -> {
                    switch (name) {
                        case "location" -> location.set(JsonText.text(in, "a string"));
                        case "checksum" -> optional(in).ifPresent(checksum::set);
                        case "api_key" -> optional(in).ifPresent(apiKey::set);
                        case "priority" -> optional(in).ifPresent(text -> priority(in, text));
                        default -> {
                            return false;
                        }
                    }
                    return true;
                });
        return new SnapshotRequest(
                location.required(in, "location"), checksum.value(), apiKey.value());
    }

    private static Optional<String> optional(JsonReader in) {
        return in.isNull() ? Optional.empty() : Optional.of(JsonText.text(in, "a string"));
    }

    private static void priority(JsonReader in, String text) {
        if (!PRIORITIES.contains(text)) {
            throw in.malformed(
                    "unknown variant `%s`, expected one of `no_sync`, `snapshot`, `replica`"
                            .formatted(JsonSyntax.shown(text)));
        }
    }
}
