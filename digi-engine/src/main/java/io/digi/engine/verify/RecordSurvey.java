package io.digi.engine.verify;

import io.digi.engine.catalog.Definition;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.engine.key.TenantAndId;
import io.digi.engine.record.RecordCodec;
import io.digi.engine.record.StoredPoint;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.payload.Payload;
import io.digi.storage.kv.KvCursor;
import io.digi.storage.kv.KvRange;
import io.digi.storage.kv.KvReads;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/// Looks at every stored point of a collection: whether it can be read, whether its id leads to it,
/// whether its vectors are what was stored.
final class RecordSurvey {
    private static final Set<Integer> NONE = Set.of();

    private final KvReads kv;
    private final Definition definition;
    private final FaultSink sink;

    RecordSurvey(KvReads kv, Definition definition, FaultSink sink) {
        this.kv = kv;
        this.definition = definition;
        this.sink = sink;
    }

    /// What the points add up to, without looking at anything else.
    RecordTotals totals() {
        RecordTotals totals = new RecordTotals();
        forEach(
                _ -> {},
                (slot, record) -> {
                    totals.addRecord(slot);
                    decode(record).ifPresent(point -> totals.add(point, NONE));
                });
        return totals;
    }

    RecordTotals survey(RowReader rows, LongConsumer progress) {
        RecordTotals totals = new RecordTotals();
        forEach(progress, (slot, record) -> survey(slot, record, rows, totals));
        return totals;
    }

    private void survey(int slot, byte[] record, RowReader rows, RecordTotals totals) {
        Optional<Problem.Corrupt> fault = fault(record);
        if (fault.isPresent()) {
            if (!sink.found(new Fault.BadRecord(definition, slot, fault.get()))) {
                totals.addRecord(slot);
            }
            return;
        }
        StoredPoint point = RecordCodec.decode(record);
        if (isObsolete(slot, point)) {
            return;
        }
        totals.addRecord(slot);
        totals.add(point, lostVectors(slot, point, rows));
    }

    /// Numbers of the vectors that were lost and are given up.
    private Set<Integer> lostVectors(int slot, StoredPoint point, RowReader rows) {
        List<LostVector> lost =
                point.vectors().stream().map(rows::lost).flatMap(Optional::stream).toList();
        boolean givenUp =
                !lost.isEmpty() && sink.found(new Fault.VectorsLost(definition, slot, point, lost));
        return givenUp ? lost.stream().map(LostVector::number).collect(Collectors.toSet()) : NONE;
    }

    /// Looks at the id; returns whether the record is an older one that was removed.
    private boolean isObsolete(int slot, StoredPoint point) {
        TenantAndId name = point.name();
        byte[] key = Keys.id(definition.number(), name.tenant(), name.id());
        Optional<Integer> target = kv.get(Families.IDS, key).map(RecordSurvey::slot);
        if (target.isPresent() && target.get() == slot) {
            return false;
        }
        Optional<StoredPoint> other =
                target.flatMap(t -> kv.get(Families.RECORDS, Keys.record(definition.number(), t)))
                        .flatMap(RecordSurvey::decode)
                        .filter(found -> found.name().equals(name));
        if (other.isPresent() && other.get().version() >= point.version()) {
            return sink.found(
                    new Fault.RecordObsolete(definition, slot, target.orElseThrow(), name));
        }
        sink.found(new Fault.IdMissing(definition, slot, name));
        other.ifPresent(_ ->
                sink.found(new Fault.RecordObsolete(definition, target.orElseThrow(), slot, name)));
        return false;
    }

    private Optional<Problem.Corrupt> fault(byte[] record) {
        try {
            StoredPoint point = readWhole(record);
            return point.name().tenant().isPresent() == definition.hasTenants()
                    ? Optional.empty()
                    : Optional.of(
                            new Problem.Corrupt(
                                    "kv/records",
                                    0,
                                    "the collection %s tenants apart, the point has %s"
                                            .formatted(
                                                    definition.hasTenants()
                                                            ? "keeps"
                                                            : "does not keep",
                                                    definition.hasTenants() ? "none" : "one")));
        } catch (DigiException e) {
            if (e.problem() instanceof Problem.Corrupt problem) {
                return Optional.of(problem);
            }
            throw e;
        }
    }

    static Optional<StoredPoint> decode(byte[] record) {
        try {
            return Optional.of(readWhole(record));
        } catch (DigiException unreadable) {
            return Optional.empty();
        }
    }

    /// Throws [Problem.Corrupt] if the record, or the payload in it, cannot be read.
    private static StoredPoint readWhole(byte[] record) {
        StoredPoint point = RecordCodec.decode(record);
        Payload _ = point.payload();
        return point;
    }

    /// The slot that an id leads to; -1, which no record has, if the value is none.
    static int slot(byte[] value) {
        return value.length == Integer.BYTES ? ByteBuffer.wrap(value).getInt() : -1;
    }

    private interface RecordVisitor {
        void visit(int slot, byte[] record);
    }

    private void forEach(LongConsumer progress, RecordVisitor visitor) {
        byte[] prefix = Keys.collection(definition.number());
        long done = 0;
        try (KvCursor records = kv.scan(Families.RECORDS, KvRange.prefix(prefix))) {
            while (records.next()) {
                visitor.visit(Keys.readSlot(records.key()), records.value());
                progress.accept(++done);
            }
        }
    }
}
