package io.digi.engine.snapshot;

import io.digi.engine.bytes.ByteReader;
import io.digi.engine.bytes.ByteWriter;
import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.Counters;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import io.digi.storage.archive.ArchiveEntry;
import io.digi.storage.archive.ArchiveFact;
import io.digi.storage.archive.ArchiveReader;
import io.digi.storage.archive.ArchiveWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is in an archive that may have come from anywhere: which collections, in which files. A
/// file that has no place, or not its place, makes all of it refused.
///
/// @param isStorage whether it is of the whole storage
/// @param aliases which collection of the archive each is for
public record SnapshotArchive(
        ArchiveReader reader,
        boolean isStorage,
        List<ArchivedCollection> collections,
        Map<CollectionName, CollectionName> aliases) {
    private static final String FORMAT = "1";
    private static final String KIND_COLLECTION = "collection";
    private static final String KIND_STORAGE = "storage";
    private static final int DEFINITION_SIZE_MAX = 16 << 20;
    private static final int COUNTERS_SIZE_MAX = 4 << 20;
    private static final Pattern FILE = Pattern.compile("collections/([0-9]{1,9})/(.+)");
    private static final List<String> ORDER =
            List.of("extents/[0-9]{1,5}/[0-9]{1,18}", "rows/[0-9]{1,9}", "records/[0-9]{1,9}");

    public SnapshotArchive {
        collections = List.copyOf(collections);
        aliases = Map.copyOf(aliases);
    }

    /// Writes what an archive says of itself.
    ///
    /// @param created when, ISO-8601 in UTC
    public static void begin(ArchiveWriter archive, boolean isStorage, String created) {
        archive.say("format", FORMAT);
        archive.say("kind", isStorage ? KIND_STORAGE : KIND_COLLECTION);
        archive.say("created", created);
    }

    /// Writes the aliases of a snapshot of the whole storage, behind its collections.
    ///
    /// @param aliases the index of the collection that each leads to
    public static void addAliases(ArchiveWriter archive, Map<CollectionName, Integer> aliases) {
        ByteWriter out = new ByteWriter();
        out.writeVarint(aliases.size());
        new TreeMap<>(aliases)
                .forEach((alias, index) -> {
                    out.writeText(alias.value());
                    out.writeVarint(index);
                });
        archive.add(SnapshotPaths.ALIASES, out.toBytes());
    }

    /// Throws [Problem.BadRequest].
    public static SnapshotArchive of(ArchiveReader reader) {
        Map<String, String> facts = new HashMap<>();
        for (ArchiveFact fact : reader.facts()) {
            facts.put(fact.key(), fact.value());
        }
        if (!FORMAT.equals(facts.get("format"))) {
            throw new DigiException(
                    new Problem.BadRequest(
                            "the snapshot has format %s, this version reads %s"
                                    .formatted(facts.get("format"), FORMAT)));
        }
        boolean isStorage = KIND_STORAGE.equals(facts.get("kind"));
        List<ArchivedCollection> collections = new Walk(reader).collections();
        Optional<ArchiveEntry> aliases = reader.find(SnapshotPaths.ALIASES);
        Set<CollectionName> names = new HashSet<>();
        collections.forEach(collection -> names.add(collection.definition().name()));
        boolean isWhole = isStorage == aliases.isPresent() && names.size() == collections.size();
        if (!isWhole || (!isStorage && collections.size() != 1)) {
            throw new DigiException(
                    new Problem.BadRequest(
                            "the snapshot is of the kind `%s` and has %d collections: it is refused"
                                    .formatted(facts.get("kind"), collections.size())));
        }
        return new SnapshotArchive(
                reader,
                isStorage,
                collections,
                aliases.map(file -> aliases(reader, file, collections)).orElse(Map.of()));
    }

    private static Map<CollectionName, CollectionName> aliases(
            ArchiveReader reader, ArchiveEntry file, List<ArchivedCollection> collections) {
        return decoded(
                reader,
                file,
                DEFINITION_SIZE_MAX,
                bytes -> {
                    ByteReader in = new ByteReader(bytes, file.path());
                    Map<CollectionName, CollectionName> aliases = new HashMap<>();
                    for (int left = in.readCount(/* bytesEach= */ 2); left > 0; left--) {
                        CollectionName alias = new CollectionName(in.readText());
                        int index = Math.toIntExact(in.readVarint());
                        aliases.put(alias, collections.get(index).definition().name());
                    }
                    in.expectEnd();
                    return aliases;
                });
    }

    /// Whatever a decoder does not like in bytes from elsewhere is a refusal, not our mistake.
    private static <T> T decoded(
            ArchiveReader reader, ArchiveEntry file, int sizeMax, Function<byte[], T> decoder) {
        byte[] bytes = reader.content(file, sizeMax);
        try {
            return decoder.apply(bytes);
        } catch (RuntimeException e) {
            throw reader.refusal(file, "it cannot be read: " + e.getMessage());
        }
    }

    /// Goes through the files in their order.
    private static final class Walk {
        private final ArchiveReader reader;
        private final List<ArchiveEntry> entries;
        private int at;

        Walk(ArchiveReader reader) {
            this.reader = reader;
            this.entries = reader.entries();
        }

        List<ArchivedCollection> collections() {
            List<ArchivedCollection> found = new ArrayList<>();
            while (at < entries.size() && !isAliases()) {
                found.add(collection(found.size()));
            }
            if (at < entries.size() - 1) {
                throw reader.refusal(entries.get(at), "it must be the last file");
            }
            return found;
        }

        private boolean isAliases() {
            return entries.get(at).path().equals(SnapshotPaths.ALIASES);
        }

        private ArchivedCollection collection(int index) {
            Definition definition =
                    decoded(
                            reader,
                            next(index, SnapshotPaths.DEFINITION),
                            DEFINITION_SIZE_MAX,
                            Definition::decode);
            ArchiveEntry file = next(index, SnapshotPaths.COUNTERS);
            Counters counters = decoded(reader, file, COUNTERS_SIZE_MAX, Counters::decode);
            ArchiveLimits.fault(definition, counters)
                    .ifPresent(fault -> {
                        throw reader.refusal(file, fault);
                    });
            return new ArchivedCollection(definition, counters, files(index));
        }

        private ArchiveEntry next(int index, String name) {
            String path = SnapshotPaths.collection(index) + name;
            if (at == entries.size() || !entries.get(at).path().equals(path)) {
                throw new DigiException(
                        new Problem.BadRequest(
                                "the snapshot is refused: `%s` is missing".formatted(path)));
            }
            return entries.get(at++);
        }

        private List<ArchiveEntry> files(int index) {
            List<ArchiveEntry> files = new ArrayList<>();
            int kind = 0;
            for (; at < entries.size() && !isAliases(); at++) {
                ArchiveEntry file = entries.get(at);
                Matcher matcher = FILE.matcher(file.path());
                if (!matcher.matches()) {
                    throw reader.refusal(file, "no snapshot has such a file");
                }
                boolean isNext = Integer.parseInt(matcher.group(1)) != index;
                if (isNext) {
                    break;
                }
                kind = kind(file, matcher.group(2), kind);
                files.add(file);
            }
            return files;
        }

        private int kind(ArchiveEntry file, String name, int earliest) {
            for (int kind = earliest; kind < ORDER.size(); kind++) {
                if (name.matches(ORDER.get(kind))) {
                    return kind;
                }
            }
            throw reader.refusal(file, "it is not in its place");
        }
    }
}
