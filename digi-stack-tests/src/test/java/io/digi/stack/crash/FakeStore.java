package io.digi.stack.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A log of requests in one file, and the points it leads to. A line is a checksum, a kind and the
/// body; what follows the first bad line was never acknowledged, and is cut off.
final class FakeStore {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final TreeMap<Long, ObjectNode> points = new TreeMap<>();
    private final FileChannel file;
    private final Set<Fault> faults;
    private int writes;

    /// How the store breaks its promises.
    enum Fault {
        /// Forgets to write every tenth request.
        LOSES,
        /// Writes everything and syncs nothing.
        NEVER_SYNCS,
        /// Forgets deletions.
        KEEPS_DELETED,
        /// Recovers vectors with their elements turned around.
        TURNS_VECTORS,
        /// Recovers a point that nobody sent.
        INVENTS
    }

    FakeStore(Path directory, Set<Fault> faults) throws IOException {
        this.faults = faults;
        Path path = directory.resolve("log");
        recover(path);
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (!faults.contains(Fault.NEVER_SYNCS)) {
            try (FileChannel folder = FileChannel.open(directory)) {
                folder.force(true);
            }
        }
    }

    void write(String kind, String body) throws IOException {
        apply(kind, MAPPER.readTree(body));
        writes++;
        boolean forgotten =
                (faults.contains(Fault.LOSES) && writes % 10 == 0)
                        || (faults.contains(Fault.KEEPS_DELETED) && kind.equals("delete"));
        if (!forgotten) {
            String line = kind + " " + body;
            ByteBuffer bytes =
                    ByteBuffer.wrap(
                            (checksum(line) + " " + line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            if (!faults.contains(Fault.NEVER_SYNCS)) {
                file.force(false);
            }
        }
    }

    Optional<ObjectNode> point(long id) {
        return Optional.ofNullable(points.get(id));
    }

    Collection<ObjectNode> from(long id) {
        return points.tailMap(id).values();
    }

    private void recover(Path path) throws IOException {
        if (Files.notExists(path)) {
            return;
        }
        String text = Files.readString(path, StandardCharsets.ISO_8859_1);
        int begin = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
            String[] parts = text.substring(begin, end).split(" ", 3);
            if (parts.length < 3 || !parts[0].equals(checksum(parts[1] + " " + parts[2]))) {
                break;
            }
            recover(parts[1], MAPPER.readTree(parts[2]));
            begin = end + 1;
        }
        try (FileChannel log = FileChannel.open(path, StandardOpenOption.WRITE)) {
            log.truncate(begin);
            log.force(true);
        }
        if (faults.contains(Fault.INVENTS)) {
            points.put(1_000_000L, MAPPER.createObjectNode().put("id", 1_000_000));
        }
    }

    private void recover(String kind, JsonNode body) {
        apply(kind, body);
        JsonNode sent = body.path("points");
        if (faults.contains(Fault.TURNS_VECTORS) && kind.equals("upsert")) {
            for (JsonNode point : sent) {
                point(point.path("id").asLong()).ifPresent(FakeStore::turn);
            }
        }
    }

    private static void turn(ObjectNode point) {
        List<JsonNode> elements = new ArrayList<>();
        point.path("vector").forEach(elements::add);
        elements.reversed().forEach(point.putArray("vector")::add);
    }

    private void apply(String kind, JsonNode body) {
        for (JsonNode point : body.path("points")) {
            switch (kind) {
                case "upsert" -> points.put(point.path("id").asLong(), (ObjectNode) point);
                case "delete" -> points.remove(point.asLong());
                case "payload" ->
                        point(point.asLong())
                                .map(found -> (ObjectNode) found.path("payload"))
                                .ifPresent(old -> old.setAll((ObjectNode) body.path("payload")));
                default -> throw new IllegalStateException(kind);
            }
        }
    }

    private static String checksum(String line) {
        CRC32 checksum = new CRC32();
        checksum.update(line.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(checksum.getValue());
    }
}
