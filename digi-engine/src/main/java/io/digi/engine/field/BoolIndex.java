package io.digi.engine.field;

import io.digi.engine.bytes.ByteReader;
import io.digi.engine.bytes.ByteWriter;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.filter.FieldTest.Scalar;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The index of booleans. Serves matches, exactly.
public final class BoolIndex extends PostingIndex<Boolean> implements FieldIndex {
    private BoolIndex(JsonPath key, Postings<Boolean> content) {
        super(key, content);
    }

    static BoolIndex empty(JsonPath key) {
        return new BoolIndex(key, Postings.none(_ -> 0));
    }

    @Override
    public PayloadIndexKind kind() {
        return PayloadIndexKind.BOOL;
    }

    @Override
    Set<KeyTrait> types() {
        return Set.of(KeyTrait.BOOL);
    }

    @Override
    boolean servesLookup() {
        return true;
    }

    @Override
    List<Boolean> valuesOf(Value leaf) {
        return leaf instanceof Value.Bool(boolean flag) ? List.of(flag) : List.of();
    }

    @Override
    Optional<Boolean> valueOf(Scalar scalar) {
        return scalar instanceof Scalar.Bool(boolean flag) ? Optional.of(flag) : Optional.empty();
    }

    @Override
    PostingIndex<Boolean> with(Postings<Boolean> newContent) {
        return new BoolIndex(key(), newContent);
    }

    @Override
    void writeValue(Boolean value, ByteWriter out) {
        out.writeByte(value ? 1 : 0);
    }

    @Override
    Boolean readValue(ByteReader in) {
        return in.readByte() != 0;
    }
}
