package io.digi.engine.snapshot;

import io.digi.model.id.CollectionName;
import io.digi.model.snapshot.SnapshotOwner;
import io.digi.storage.checksum.Sha256;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/// Names of snapshots and of the folders that hold them, as Qdrant's. Whatever a collection is
/// called, its folder is one plain name.
final class SnapshotNames {
    static final String SUFFIX = ".snapshot";
    static final String CHECKSUM_SUFFIX = ".checksum";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss").withZone(ZoneOffset.UTC);

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9%][A-Za-z0-9._%+-]{0,239}");

    private static final int FOLDER_SIZE_MAX = 180;

    private SnapshotNames() {}

    /// Whether a snapshot may be called so.
    static boolean isSnapshot(String name) {
        return name.endsWith(SUFFIX) && ALLOWED.matcher(name).matches();
    }

    static Path folder(SnapshotOwner owner) {
        return switch (owner) {
            case SnapshotOwner.Storage.STORAGE -> Path.of("");
            case SnapshotOwner.Collection(CollectionName name) -> Path.of(plain(name));
            case SnapshotOwner.Shard(CollectionName name) -> Path.of(plain(name), "shards", "0");
        };
    }

    /// The name of a snapshot that is made now.
    ///
    /// @param peerId what tells the snapshots of one server from another's
    static String of(SnapshotOwner owner, long peerId, Instant now) {
        String time = TIME.format(now);
        return switch (owner) {
            case SnapshotOwner.Storage.STORAGE -> "full-snapshot-%s%s".formatted(time, SUFFIX);
            case SnapshotOwner.Collection(CollectionName name) ->
                    "%s-%d-%s%s".formatted(plain(name), peerId, time, SUFFIX);
            case SnapshotOwner.Shard(CollectionName name) ->
                    "%s-shard-0-%s%s".formatted(plain(name), time, SUFFIX);
        };
    }

    /// A name of letters, digits, `.`, `-`, `_`, `+` and `%` that does not begin with a dot, nor
    /// end as the names of files here do.
    private static String plain(CollectionName name) {
        String encoded =
                URLEncoder.encode(name.value(), StandardCharsets.UTF_8).replace("*", "%2A");
        boolean isMistakable =
                encoded.startsWith(".")
                        || encoded.endsWith(SUFFIX)
                        || encoded.endsWith(CHECKSUM_SUFFIX)
                        || encoded.endsWith(".part")
                        || encoded.startsWith("_")
                        || encoded.startsWith("-")
                        || encoded.startsWith("+");
        if (isMistakable) {
            encoded = "%00" + encoded.replace(".", "%2E");
        }
        return encoded.length() <= FOLDER_SIZE_MAX
                ? encoded
                : "%01" + Sha256.of(name.value().getBytes(StandardCharsets.UTF_8));
    }
}
