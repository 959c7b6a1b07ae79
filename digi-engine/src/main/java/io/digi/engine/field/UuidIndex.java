package io.digi.engine.field;

import io.digi.engine.bytes.ByteReader;
import io.digi.engine.bytes.ByteWriter;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.filter.FieldTest.Scalar;
import io.digi.model.id.PointId;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The index of strings that are UUIDs, in whichever form they are written. Serves matches; exact
/// for those of UUIDs.
public final class UuidIndex extends PostingIndex<UUID> implements FieldIndex {
    private UuidIndex(JsonPath key, Postings<UUID> content) {
        super(key, content);
    }

    static UuidIndex empty(JsonPath key) {
        return new UuidIndex(key, Postings.none(_ -> 2 * LONG_BYTES));
    }

    @Override
    public PayloadIndexKind kind() {
        return PayloadIndexKind.UUID;
    }

    @Override
    Set<KeyTrait> types() {
        return Set.of(KeyTrait.TEXT);
    }

    @Override
    boolean holdsWholeTypes() {
        return false;
    }

    @Override
    boolean servesLookup() {
        return true;
    }

    @Override
    List<UUID> valuesOf(Value leaf) {
        return leaf instanceof Value.Text(String text) ? parse(text).stream().toList() : List.of();
    }

    @Override
    Optional<UUID> valueOf(Scalar scalar) {
        return scalar instanceof Scalar.Text(String text) ? parse(text) : Optional.empty();
    }

    private static Optional<UUID> parse(String text) {
        return PointId.Uuid.parse(text).map(uuid -> new UUID(uuid.high(), uuid.low()));
    }

    @Override
    public FieldMeaning meaning() {
        return FieldMeaning.Uuids.UUIDS;
    }

    @Override
    PostingIndex<UUID> with(Postings<UUID> newContent) {
        return new UuidIndex(key(), newContent);
    }

    @Override
    void writeValue(UUID value, ByteWriter out) {
        out.writeLong(value.getMostSignificantBits());
        out.writeLong(value.getLeastSignificantBits());
    }

    @Override
    UUID readValue(ByteReader in) {
        return new UUID(in.readLong(), in.readLong());
    }
}
