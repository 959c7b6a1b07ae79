package io.digi.engine.write;

import io.digi.engine.catalog.Definition;
import io.digi.engine.key.TenantAndId;
import io.digi.model.change.PointChange;
import io.digi.model.change.WriteReceipt;
import io.digi.model.engine.Scope;
import io.digi.model.error.DigiException;
import io.digi.model.filter.Filter;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// A user's write, checked and ready for its collection's writer.
public final class WriteRequest {
    private static final long FIXED_SIZE = 256;

    private final PendingWrite write;

    private WriteRequest(PendingWrite write) {
        this.write = write;
    }

    /// Checks changes against their collection and the scope of the call. The first that is refused
    /// ends the write: those before it are applied, then the caller hears of the refusal.
    public static WriteRequest prepare(
            Definition definition, Scope scope, List<PointChange> changes) {
        ChangePreparer preparer = new ChangePreparer(definition, scope);
        List<PreparedChange> prepared = new ArrayList<>(changes.size());
        Optional<DigiException> refusal = Optional.empty();
        for (PointChange change : changes) {
            try {
                prepared.add(preparer.prepare(change));
            } catch (DigiException refused) {
                refusal = Optional.of(refused);
                break;
            }
        }
        if (prepared.isEmpty() && refusal.isPresent()) {
            throw refusal.get();
        }
        long size = prepared.stream().mapToLong(WriteRequest::sizeBytes).sum();
        return new WriteRequest(
                new PendingWrite(
                        prepared, refusal, definition.config().tenantField(), FIXED_SIZE + size));
    }

    /// About what the write takes in memory while it waits.
    public long sizeBytes() {
        return write.sizeBytes();
    }

    public CompletableFuture<WriteReceipt> submit(CollectionWriter writer) {
        writer.submit(write);
        return write.outcome();
    }

    private static long sizeBytes(PreparedChange change) {
        return switch (change) {
            case PreparedChange.PutPoints(List<PreparedPoint> points) -> sizeBytes(points);
            case PreparedChange.PutVectors(List<PreparedPoint> points) -> sizeBytes(points);
            case PreparedChange.EditNamed(List<TenantAndId> names, PointEdit edit, boolean _) ->
                    FIXED_SIZE * names.size() + sizeBytes(edit);
            case PreparedChange.EditMatching(Scope _, Filter filter, PointEdit edit) ->
                    FIXED_SIZE + HeapSize.of(filter) + sizeBytes(edit);
        };
    }

    private static long sizeBytes(PointEdit edit) {
        return switch (edit) {
            case PointEdit.Remove _ -> 0;
            case PointEdit.DropVectors(Set<Integer> vectors) -> 64L * vectors.size();
            case PointEdit.EditPayload(PayloadEdit payload) ->
                    switch (payload.kind()) {
                        case PayloadEdit.Kind.Set set -> HeapSize.of(set.patch());
                        case PayloadEdit.Kind.Overwrite(Payload whole) -> HeapSize.of(whole);
                        case PayloadEdit.Kind.DeleteKeys(List<JsonPath> keys) ->
                                keys.stream().mapToLong(HeapSize::of).sum();
                        case PayloadEdit.Kind.Clear _ -> 0;
                    };
        };
    }

    private static long sizeBytes(List<PreparedPoint> points) {
        long size = 0;
        for (PreparedPoint point : points) {
            size += FIXED_SIZE + HeapSize.of(point.name().id()) + HeapSize.of(point.payload());
            for (PreparedVector vector : point.vectors()) {
                size += 2L * vector.bytes().length;
            }
        }
        return size;
    }
}
