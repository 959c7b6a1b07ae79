package io.digi.engine.verify;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.Checkpoints;
import io.digi.engine.collection.Counters;
import io.digi.engine.extent.ExtentCopy;
import io.digi.engine.generation.GenerationFiles;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.engine.key.TenantAndId;
import io.digi.engine.record.RecordCodec;
import io.digi.engine.record.StoredPoint;
import io.digi.engine.record.StoredVector;
import io.digi.storage.file.FileStore;
import io.digi.storage.kv.KvBatch;
import io.digi.storage.kv.KvRange;
import io.digi.storage.kv.KvStore;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Mends what a survey finds. Every step is one synced batch or one replaced file and can be
/// repeated, so that a repair that was interrupted is taken up by the next one.
final class Mender implements FaultSink {
    private static final long BATCH_SIZE_MAX = 1 << 20;

    private final KvStore kv;
    private final FileStore files;
    private final RepairOptions options;
    private final ExtentMender extents;
    private final Checkpoints checkpoints;
    private final GenerationFiles generations;
    private final Map<String, Long> mended = new LinkedHashMap<>();
    private KvBatch batch = new KvBatch();

    Mender(KvStore kv, FileStore files, RepairOptions options) {
        this.kv = kv;
        this.files = files;
        this.options = options;
        this.extents = new ExtentMender(kv, files);
        this.checkpoints = new Checkpoints(files, kv, _ -> {});
        this.generations = new GenerationFiles(files, _ -> {});
    }

    /// How often each thing was done.
    Map<String, Long> mended() {
        return mended;
    }

    long count() {
        return mended.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public boolean found(Fault fault) {
        return switch (fault) {
            case Fault.OfCollection of -> mend(of);
            case Fault.StrayMeta(StoredKey key, _) -> {
                batch.delete(Families.META, key.bytes());
                yield did("meaningless keys removed");
            }
            case Fault.NumbersBehind(int last) -> {
                batch.put(Families.META, Keys.directoryCounters(), bytes(last));
                yield did("number of the last collection restored");
            }
            case Fault.Leftover(Path file) -> {
                files.delete(file);
                files.forceDirectory(file.resolveSibling(""));
                yield did("leftover files removed");
            }
            case Fault.Quarantined(Path file) -> removeDerived(file);
            case Fault.Unreadable _,
                    Fault.LogDamaged _,
                    Fault.LogTorn _,
                    Fault.BadDefinition _,
                    Fault.Ownerless _,
                    Fault.Uncleared _,
                    Fault.Foreign _ ->
                    false;
        };
    }

    /// Writes what was collected, and waits until it is on stable storage.
    @Override
    public void settle() {
        kv.commit(batch);
        batch = new KvBatch();
    }

    private boolean mend(Fault.OfCollection fault) {
        return switch (fault) {
            case Fault.CountersWrong(Definition definition, Counters right, _) -> {
                batch.put(Families.META, Keys.counters(definition.number()), right.encode());
                yield did("counters of collections corrected");
            }
            case Fault.BadRecord(Definition definition, int slot, _) ->
                    options.dropDamagedPoints() && dropPoint(definition, slot);
            case Fault.IdMissing(Definition definition, int slot, TenantAndId name) -> {
                byte[] key = Keys.id(definition.number(), name.tenant(), name.id());
                batch.put(Families.IDS, key, bytes(slot));
                yield did("ids rebuilt from their points");
            }
            case Fault.IdStray(_, StoredKey key, _) -> {
                batch.delete(Families.IDS, key.bytes());
                yield did("ids without a point removed");
            }
            case Fault.RecordObsolete(Definition definition, int slot, _, _) -> {
                batch.delete(Families.RECORDS, Keys.record(definition.number(), slot));
                yield did("older records of points removed");
            }
            case Fault.VectorsLost lost -> options.dropDamagedVectors() && dropVectors(lost);
            case Fault.ExtentDamaged(
                            Definition definition,
                            ExtentCopy extent,
                            boolean needed,
                            _) -> {
                extents.mend(definition, extent, needed);
                yield did("extents written anew or removed");
            }
            case Fault.RowStray(_, StoredKey key, _) -> {
                batch.delete(Families.ROWS, key.bytes());
                yield did("rows without a point removed");
            }
            case Fault.ChangesBad(Definition definition, _) -> dropChanges(definition);
            case Fault.CheckpointWrong(Definition definition, _) -> {
                checkpoints.delete(definition.number());
                yield did("checkpoints removed, to be made anew from the points");
            }
            case Fault.GraphWrong(Definition definition, int vector, _) -> {
                generations.delete(definition.number(), vector);
                yield did("graphs removed, to be built anew from the vectors");
            }
        };
    }

    private boolean dropPoint(Definition definition, int slot) {
        batch.delete(Families.RECORDS, Keys.record(definition.number(), slot));
        return did("points dropped whose record cannot be read");
    }

    private boolean dropVectors(Fault.VectorsLost fault) {
        Set<Integer> lost =
                fault.lost().stream().map(LostVector::number).collect(Collectors.toSet());
        StoredPoint point = fault.point();
        List<StoredVector> kept =
                point.vectors().stream().filter(v -> !lost.contains(v.vector())).toList();
        batch.put(
                Families.RECORDS,
                Keys.record(fault.definition().number(), fault.slot()),
                RecordCodec.encode(point.with(kept)));
        return did("points dropped a vector whose elements are lost");
    }

    /// Without the log of changes a checkpoint is of no use, so that goes first.
    private boolean dropChanges(Definition definition) {
        checkpoints.delete(definition.number());
        batch.deleteRange(Families.CHANGES, KvRange.prefix(Keys.collection(definition.number())));
        return did("logs of changes removed");
    }

    /// What is derived is made anew anyway; extents stay for as long as they may be of use.
    private boolean removeDerived(Path file) {
        String name = String.valueOf(file.getFileName());
        String kind =
                switch (name.substring(
                        1 + Math.max(name.lastIndexOf('.'), name.lastIndexOf('-')))) {
                    case "graph" -> "graphs";
                    case "index" -> "indexes";
                    case "state" -> "checkpoints";
                    default -> "";
                };
        if (kind.isEmpty()) {
            return false;
        }
        files.delete(file);
        files.forceDirectory(file.resolveSibling(""));
        return did("damaged %s removed".formatted(kind));
    }

    private boolean did(String what) {
        mended.merge(what, 1L, Long::sum);
        if (batch.sizeBytes() > BATCH_SIZE_MAX) {
            settle();
        }
        return true;
    }

    private static byte[] bytes(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }
}
