package io.digi.engine.write;

import io.digi.engine.changes.ChangedSlots;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.engine.key.TenantAndId;
import io.digi.engine.record.RecordCodec;
import io.digi.engine.record.StoredPoint;
import io.digi.engine.record.StoredVector;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.kv.KvBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Applies operations, one after the other, to the state that the previous one left, and gathers
/// what is to be committed. An operation first reads all it needs, and may be refused then; after
/// that it is applied whole.
final class GroupBuilder {
    /// A point that an operation is about, as it was before; the slot is its own or, for a new
    /// point, the one it gets.
    private record Target(TenantAndId name, int slot, Optional<StoredPoint> before) {}

    private final long group;
    private final PointLookup lookup;
    private final Overlay overlay;
    private final StateEditor editor;
    private final int collection;
    private final KvBatch batch = new KvBatch();

    GroupBuilder(long group, PointLookup lookup, Overlay overlay, StateEditor editor) {
        this.group = group;
        this.lookup = lookup;
        this.overlay = overlay;
        this.editor = editor;
        this.collection = editor.definition().number();
    }

    KvBatch batch() {
        return batch;
    }

    boolean isEmpty() {
        return batch.isEmpty();
    }

    /// Applies an operation that names its points. Returns its number.
    long apply(PreparedChange.PutPoints change) {
        Map<TenantAndId, PreparedPoint> points = new LinkedHashMap<>();
        change.points().forEach(point -> points.put(point.name(), point));
        List<Target> targets = targets(points.keySet());
        editor.reserve(points.values());
        long operation = editor.nextOperation();
        ChangedSlots changed = new ChangedSlots();
        for (Target target : targets) {
            PreparedPoint point = Objects.requireNonNull(points.get(target.name()));
            int slot = target.before().isPresent() ? target.slot() : editor.takeSlot();
            List<StoredVector> vectors = append(slot, point.vectors());
            put(
                    new Target(target.name(), slot, target.before()),
                    new StoredPoint(point.name(), operation, vectors, point.payload()));
            changed.add(slot);
        }
        return finish(operation, 0, changed);
    }

    long apply(PreparedChange.PutVectors change) {
        Map<TenantAndId, List<PreparedVector>> vectors = new LinkedHashMap<>();
        change.points().forEach(p -> vectors.merge(p.name(), p.vectors(), GroupBuilder::override));
        List<Target> targets = existing(vectors.keySet());
        editor.reserve(change.points());
        long operation = editor.nextOperation();
        ChangedSlots changed = new ChangedSlots();
        for (Target target : targets) {
            StoredPoint before = target.before().orElseThrow();
            List<StoredVector> given =
                    append(target.slot(), Objects.requireNonNull(vectors.get(target.name())));
            put(
                    target,
                    new StoredPoint(
                            before.name(),
                            operation,
                            merged(before.vectors(), given),
                            before.payload()));
            changed.add(target.slot());
        }
        return finish(operation, 0, changed);
    }

    long apply(PreparedChange.EditNamed change) {
        List<Target> targets =
                change.mustExist() ? existing(change.names()) : present(change.names());
        List<Optional<StoredPoint>> after = edited(targets, change.edit());
        long operation = editor.nextOperation();
        return edit(operation, 0, targets, after);
    }

    /// Applies one piece of an operation by filter.
    ///
    /// @param operation its number
    /// @param piece from 0
    /// @param slots of the points that match
    long applyPiece(long operation, int piece, List<Integer> slots, PointEdit edit) {
        List<Target> targets = new ArrayList<>(slots.size());
        for (int slot : slots) {
            StoredPoint point = lookup.at(slot).orElseThrow();
            targets.add(new Target(point.name(), slot, Optional.of(point)));
        }
        return edit(operation, piece, targets, edited(targets, edit));
    }

    private static List<Optional<StoredPoint>> edited(List<Target> targets, PointEdit edit) {
        return targets.stream().map(t -> edit.apply(t.before().orElseThrow())).toList();
    }

    private long edit(
            long operation, int piece, List<Target> targets, List<Optional<StoredPoint>> after) {
        ChangedSlots changed = new ChangedSlots();
        for (int i = 0; i < targets.size(); i++) {
            Target target = targets.get(i);
            Optional<StoredPoint> point = after.get(i);
            if (point.isPresent()) {
                StoredPoint p = point.get();
                put(target, new StoredPoint(p.name(), operation, p.vectors(), p.payload()));
            } else {
                remove(target);
            }
            changed.add(target.slot());
        }
        return finish(operation, piece, changed);
    }

    private void put(Target target, StoredPoint after) {
        int slot = target.slot();
        batch.put(Families.RECORDS, Keys.record(collection, slot), RecordCodec.encode(after));
        if (target.before().isEmpty()) {
            byte[] key = Keys.id(collection, after.name().tenant(), after.name().id());
            batch.put(Families.IDS, key, ByteBuffer.allocate(Integer.BYTES).putInt(slot).array());
        }
        target.before().ifPresent(before -> dropRows(before.vectors(), after.vectors()));
        overlay.put(group, slot, after);
        editor.replace(slot, target.before(), after);
    }

    private void remove(Target target) {
        StoredPoint before = target.before().orElseThrow();
        batch.delete(Families.RECORDS, Keys.record(collection, target.slot()));
        batch.delete(Families.IDS, Keys.id(collection, before.name().tenant(), before.name().id()));
        dropRows(before.vectors(), List.of());
        overlay.remove(group, target.slot(), before.name());
        editor.remove(target.slot(), before);
    }

    /// Takes the rows of replaced vectors out of the store, where they are still there.
    private void dropRows(List<StoredVector> before, List<StoredVector> after) {
        for (StoredVector old : before) {
            if (after.contains(old)) {
                continue;
            }
            if (old.row() >= editor.drainedRows(old.vector())) {
                batch.delete(Families.ROWS, Keys.row(collection, old.vector(), old.row()));
            }
            editor.rowDied(old.vector(), old.row());
        }
    }

    private List<StoredVector> append(int slot, List<PreparedVector> vectors) {
        List<StoredVector> stored = new ArrayList<>(vectors.size());
        for (PreparedVector vector : vectors) {
            long row = editor.appendRow(vector.number(), slot, vector.elements());
            batch.put(Families.ROWS, Keys.row(collection, vector.number(), row), vector.bytes());
            stored.add(vector.at(row));
        }
        return stored;
    }

    private long finish(long operation, int piece, ChangedSlots changed) {
        batch.put(Families.CHANGES, Keys.change(collection, operation, piece), changed.encode());
        return operation;
    }

    /// All of the points, new ones included.
    private List<Target> targets(Collection<TenantAndId> names) {
        List<Target> targets = new ArrayList<>(names.size());
        for (PointLookup.Found found : lookup.find(List.copyOf(names))) {
            targets.add(new Target(found.name(), found.slot(), found.point()));
        }
        return targets;
    }

    private List<Target> present(Collection<TenantAndId> names) {
        return targets(names).stream().filter(target -> target.before().isPresent()).toList();
    }

    private List<Target> existing(Collection<TenantAndId> names) {
        List<Target> targets = targets(names);
        for (Target target : targets) {
            if (target.before().isEmpty()) {
                throw new DigiException(new Problem.PointNotFound(target.name().id()));
            }
        }
        return targets;
    }

    private static List<PreparedVector> override(
            List<PreparedVector> earlier, List<PreparedVector> later) {
        Map<Integer, PreparedVector> merged = new LinkedHashMap<>();
        earlier.forEach(vector -> merged.put(vector.number(), vector));
        later.forEach(vector -> merged.put(vector.number(), vector));
        return List.copyOf(merged.values());
    }

    private static List<StoredVector> merged(List<StoredVector> before, List<StoredVector> given) {
        Map<Integer, StoredVector> merged = new java.util.TreeMap<>();
        before.forEach(vector -> merged.put(vector.vector(), vector));
        given.forEach(vector -> merged.put(vector.vector(), vector));
        return List.copyOf(merged.values());
    }
}
