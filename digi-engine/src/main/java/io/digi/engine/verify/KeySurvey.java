package io.digi.engine.verify;

import io.digi.engine.catalog.Definition;
import io.digi.engine.changes.ChangedSlots;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.engine.key.TenantAndId;
import io.digi.engine.record.StoredPoint;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.kv.KvCursor;
import io.digi.storage.kv.KvFamily;
import io.digi.storage.kv.KvRange;
import io.digi.storage.kv.KvReads;
import java.nio.BufferUnderflowException;
import java.util.Optional;

/// Looks at what the store has of a collection besides its points: ids, rows, changes. Each must
/// agree with the points.
final class KeySurvey {
    private static final int ROW_KEY_SIZE = 14;
    private static final int CHANGE_KEY_SIZE = 16;
    private static final int MOVED_KEY_SIZE = 26;

    private final KvReads kv;
    private final Definition definition;
    private final FaultSink sink;

    KeySurvey(KvReads kv, Definition definition, FaultSink sink) {
        this.kv = kv;
        this.definition = definition;
        this.sink = sink;
    }

    /// Every id must lead to the point that has it.
    void ids() {
        try (KvCursor ids = scan(Families.IDS)) {
            while (ids.next()) {
                byte[] key = ids.key();
                idFault(key, RecordSurvey.slot(ids.value()))
                        .ifPresent(detail ->
                                sink.found(
                                        new Fault.IdStray(definition, new StoredKey(key), detail)));
            }
        }
    }

    private Optional<String> idFault(byte[] key, int slot) {
        TenantAndId name;
        try {
            name = Keys.readId(key);
        } catch (BufferUnderflowException | IllegalArgumentException | DigiException e) {
            return Optional.of("the key %s is no id".formatted(new StoredKey(key)));
        }
        Optional<byte[]> record = kv.get(Families.RECORDS, Keys.record(definition.number(), slot));
        if (record.isEmpty()) {
            return Optional.of("id %s leads to slot %d, which is empty".formatted(name.id(), slot));
        }
        Optional<StoredPoint> point = RecordSurvey.decode(record.get());
        boolean mine = point.isEmpty() || point.get().name().equals(name);
        return mine
                ? Optional.empty()
                : Optional.of(
                        "id %s leads to slot %d, where point %s is"
                                .formatted(name.id(), slot, point.get().name().id()));
    }

    /// Every row in the store must be a point's and not be in an extent already.
    void rows(Extents extents, RecordTotals totals) {
        try (KvCursor rows = scan(Families.ROWS)) {
            while (rows.next()) {
                byte[] key = rows.key();
                rowFault(key, extents, totals)
                        .ifPresent(detail ->
                                sink.found(
                                        new Fault.RowStray(
                                                definition, new StoredKey(key), detail)));
            }
        }
    }

    private static Optional<String> rowFault(byte[] key, Extents extents, RecordTotals totals) {
        if (key.length != ROW_KEY_SIZE || !extents.hasVector(Keys.readVector(key))) {
            return Optional.of("the key %s is no row".formatted(new StoredKey(key)));
        }
        int vector = Keys.readVector(key);
        long row = Keys.readRow(key);
        if (row < extents.drainedRows(vector)) {
            return Optional.of(
                    "row %d of vector %d was brought into an extent".formatted(row, vector));
        }
        if (!totals.hasRow(vector, row)) {
            return Optional.of("row %d of vector %d has no point".formatted(row, vector));
        }
        totals.sawRow(vector, row);
        return Optional.empty();
    }

    void changes(RecordTotals totals) {
        try (KvCursor changes = scan(Families.CHANGES)) {
            while (changes.next()) {
                byte[] key = changes.key();
                if (key.length != CHANGE_KEY_SIZE && key.length != MOVED_KEY_SIZE) {
                    bad("the key %s is no operation".formatted(new StoredKey(key)));
                    return;
                }
                long operation = Keys.readOperationNumber(key);
                totals.sawOperation(operation);
                try {
                    ChangedSlots.forEach(changes.value(), _ -> {});
                } catch (DigiException e) {
                    if (e.problem() instanceof Problem.Corrupt problem) {
                        bad("operation %d: %s".formatted(operation, problem.detail()));
                        return;
                    }
                    throw e;
                }
            }
        }
    }

    private void bad(String detail) {
        sink.found(new Fault.ChangesBad(definition, detail));
    }

    private KvCursor scan(KvFamily family) {
        return kv.scan(family, KvRange.prefix(Keys.collection(definition.number())));
    }
}
