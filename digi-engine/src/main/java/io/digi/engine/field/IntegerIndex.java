package io.digi.engine.field;

import io.digi.engine.bytes.ByteReader;
import io.digi.engine.bytes.ByteWriter;
import io.digi.engine.slot.SlotSet;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Scalar;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The index of 64-bit integers. Serves matches and ranges, as its configuration has it. Doubles
/// are not in it: where the key has some, a range leaves their points to be checked.
public final class IntegerIndex extends PostingIndex<Long> implements FieldIndex {
    private final boolean lookup;
    private final boolean range;

    private IntegerIndex(JsonPath key, boolean lookup, boolean range, Postings<Long> content) {
        super(key, content);
        this.lookup = lookup;
        this.range = range;
    }

    static IntegerIndex empty(JsonPath key, boolean lookup, boolean range) {
        return new IntegerIndex(key, lookup, range, Postings.none(_ -> LONG_BYTES));
    }

    @Override
    public PayloadIndexKind kind() {
        return PayloadIndexKind.INTEGER;
    }

    @Override
    Set<KeyTrait> types() {
        return Set.of(KeyTrait.INT);
    }

    @Override
    boolean servesLookup() {
        return lookup;
    }

    @Override
    List<Long> valuesOf(Value leaf) {
        return leaf instanceof Value.Int(long number) ? List.of(number) : List.of();
    }

    @Override
    Optional<Long> valueOf(Scalar scalar) {
        return scalar instanceof Scalar.Int(long number) ? Optional.of(number) : Optional.empty();
    }

    @Override
    SlotBounds range(FieldTest.Range bounds) {
        if (!range) {
            return super.range(bounds);
        }
        SlotSet within = LongInterval.slots(LongInterval.of(bounds), values());
        return new SlotBounds(within, within.or(slots(KeyTrait.REAL)));
    }

    @Override
    PostingIndex<Long> with(Postings<Long> newContent) {
        return new IntegerIndex(key(), lookup, range, newContent);
    }

    @Override
    void writeValue(Long value, ByteWriter out) {
        out.writeSigned(value);
    }

    @Override
    Long readValue(ByteReader in) {
        return in.readSigned();
    }
}
