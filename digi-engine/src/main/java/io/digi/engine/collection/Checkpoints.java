package io.digi.engine.collection;

import io.digi.engine.bytes.ByteReader;
import io.digi.engine.catalog.Definition;
import io.digi.engine.changes.ChangedSlots;
import io.digi.engine.field.FieldIndex;
import io.digi.engine.field.FieldReference;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.payload.JsonPath;
import io.digi.storage.checksum.Crc32c;
import io.digi.storage.file.FileStore;
import io.digi.storage.kv.KvCursor;
import io.digi.storage.kv.KvRange;
import io.digi.storage.kv.KvReads;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// What is derived from stored points, written now and then so that opening a collection need not
/// read them all: the file `derived/<collection>/state`, replaced in one step.
///
/// ```text
/// 1    format, 3
/// 8    operation number that it is complete to
///      live slots                        as SlotSet
///      count of vectors, then for each:  number · slots that have it · their rows, as differences
///      1 and the tenants' index, or 0
///      count of payload indexes, then for each: path · size of the index · index
/// 4    CRC32C of all bytes before, big-endian
/// ```
///
/// Of an index on disk it has a [FieldReference]: the greater part is in a file of its own
/// ([IndexFiles]). An index that the collection has and the file lacks, or has of other contents,
/// is built anew. Format 2 has no references. In format 1 the sizes are missing, so that an index
/// that the collection does not have cannot be passed over: then the file is of no use.
public final class Checkpoints {
    static final int FORMAT = 3;

    /// The largest file that is written, and read.
    private static final int SIZE_MAX = 1 << 30;

    private final FileStore files;
    private final KvReads kv;
    private final Consumer<Problem.Corrupt> damage;
    private final int sizeMax;
    private final IndexFiles indexFiles;

    /// @param damage hears of a file that is not what was written; it was moved to `quarantine`
    public Checkpoints(FileStore files, KvReads kv, Consumer<Problem.Corrupt> damage) {
        this(files, kv, damage, SIZE_MAX);
    }

    /// @param sizeMax of a file
    public Checkpoints(FileStore files, KvReads kv, Consumer<Problem.Corrupt> damage, int sizeMax) {
        this.files = files;
        this.kv = kv;
        this.damage = damage;
        this.sizeMax = sizeMax;
        this.indexFiles = new IndexFiles(files, damage);
    }

    /// The operation that a state is complete to. Of its last operation it may have some pieces
    /// only, and rows may have moved since; the log of changes tells the rest.
    public static long completeTo(CollectionState state) {
        return Math.max(0, state.operationNumber() - 1);
    }

    /// Writes what a state derives, but for payload indexes that would make the file larger than
    /// can be read back: these are built anew at the next opening. Returns their keys. Where there
    /// is too much without any index, no file is left, and opening reads the stored points.
    public Set<JsonPath> write(CollectionState state, VectorRows rows) {
        int collection = state.definition().number();
        Optional<CheckpointEncoder.Encoded> encoded =
                new CheckpointEncoder(kv, sizeMax).encode(state, rows);
        if (encoded.isEmpty()) {
            delete(collection);
            return state.fields().keySet();
        }
        Set<Long> referred = encoded.get().files();
        files.createDirectories(directory(collection));
        byte[] content = encoded.get().content().toBytes();
        ByteBuffer file = ByteBuffer.allocate(content.length + Integer.BYTES);
        file.put(content).putInt(Crc32c.of(content));
        files.replace(path(collection), file.array());
        indexFiles.sweep(collection, referred);
        return encoded.get().leftOut();
    }

    /// What the last checkpoint holds; the rows of its slots go to `rows`. Empty if there is none
    /// that is of use.
    Optional<StateLoader> read(Definition definition, VectorRows rows) {
        if (!exists(definition.number())) {
            return Optional.empty();
        }
        try {
            return read(
                    definition,
                    rows,
                    (reference, config) -> openOrLeaveOut(definition, reference, config));
        } catch (DigiException e) {
            if (e.problem() instanceof Problem.Corrupt problem) {
                quarantine(definition.number());
                damage.accept(problem);
                return Optional.empty();
            }
            throw e;
        }
    }

    /// The same of a file that is there. Throws [Problem.Corrupt] and leaves a damaged one where it
    /// is.
    Optional<StateLoader> readIntact(Definition definition, VectorRows rows) {
        return read(definition, rows, (reference, config) -> open(definition, reference, config));
    }

    private Optional<StateLoader> read(
            Definition definition, VectorRows rows, CheckpointDecoder.FileOpener opener) {
        Path path = path(definition.number());
        ByteReader in = new ByteReader(verified(path), path.toString());
        return new CheckpointDecoder(definition, rows, opener)
                .decode(in)
                .map(derived -> new StateLoader(derived, rows));
    }

    private Optional<FieldIndex> open(
            Definition definition, ByteReader reference, PayloadIndexConfig config) {
        return FieldReference.read(
                reference, config, id -> indexFiles.open(definition.number(), id));
    }

    /// A file that cannot be read is moved to `quarantine`, and its index built anew.
    private Optional<FieldIndex> openOrLeaveOut(
            Definition definition, ByteReader reference, PayloadIndexConfig config) {
        try {
            return open(definition, reference.copy(), config);
        } catch (DigiException e) {
            boolean isTheFile =
                    e.problem() instanceof Problem.Corrupt
                            || e.problem() instanceof Problem.MediumFailed;
            if (!isTheFile) {
                throw e;
            }
            damage.accept(
                    e.problem() instanceof Problem.Corrupt corrupt
                            ? corrupt
                            : new Problem.Corrupt(
                                    "an index of collection " + definition.number(),
                                    0,
                                    e.problem().message()));
            indexFiles.quarantine(definition.number(), FieldReference.id(reference));
            return Optional.empty();
        }
    }

    /// The files of payload indexes that are on disk.
    public IndexFiles indexFiles() {
        return indexFiles;
    }

    /// Whether a collection has a checkpoint.
    public boolean exists(int collection) {
        return files.exists(path(collection));
    }

    /// Removes what a collection has, so that it is made anew from the stored points.
    public void delete(int collection) {
        if (files.delete(path(collection))) {
            files.forceDirectory(directory(collection));
        }
        indexFiles.sweep(collection, Set.of());
    }

    /// Removes what a dropped collection has, and where it was.
    public void deleteAll(int collection) {
        indexFiles.dropped(collection);
        files.deleteLeftovers(directory(collection));
        for (Path file : files.list(directory(collection))) {
            files.delete(file);
        }
        if (files.deleteDirectory(directory(collection))) {
            files.forceDirectory(Path.of("derived"));
        }
    }

    /// The slots that operations after this one changed.
    SlotSet changedSince(int collection, long operationNumber) {
        SlotSetEditor changed = SlotSet.empty().edit();
        byte[] first = Keys.change(collection, operationNumber + 1, 0);
        KvRange all = KvRange.prefix(Keys.collection(collection));
        KvRange range =
                all.upper()
                        .map(upper -> KvRange.between(first, upper))
                        .orElseGet(() -> KvRange.from(first));
        try (KvCursor changes = kv.scan(Families.CHANGES, range)) {
            while (changes.next()) {
                ChangedSlots.forEach(changes.value(), changed::add);
            }
        }
        return changed.build();
    }

    private byte[] verified(Path path) {
        byte[] file = files.read(path, sizeMax);
        int end = file.length - Integer.BYTES;
        if (end < 0 || ByteBuffer.wrap(file).getInt(end) != Crc32c.of(file, 0, end)) {
            throw new DigiException(
                    new Problem.Corrupt(path.toString(), Math.max(0, end), "checksum fails"));
        }
        return Arrays.copyOf(file, end);
    }

    private void quarantine(int collection) {
        files.createDirectories(Path.of("quarantine"));
        files.rename(path(collection), Path.of("quarantine", collection + "-state"));
    }

    private static Path directory(int collection) {
        return Path.of("derived", Integer.toString(collection));
    }

    private static Path path(int collection) {
        return directory(collection).resolve("state");
    }
}
