package io.digi.engine.field;

import io.digi.engine.bytes.ByteWriter;
import io.digi.engine.slot.SlotSet;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Scalar;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Value;
import java.util.Optional;

/// The index of 64-bit integers. Serves matches and ranges, as its configuration has it. Doubles
/// are not in it: where the key has some, a range leaves their points to be checked.
public final class IntegerIndex extends PostingIndex<Long> implements FieldIndex {
    static final int KIND_CODE = 2;

    private final boolean lookup;
    private final boolean range;

    IntegerIndex(JsonPath key, boolean lookup, boolean range, Postings<Long> content) {
        super(key, content);
        this.lookup = lookup;
        this.range = range;
    }

    static IntegerIndex empty(JsonPath key, boolean lookup, boolean range) {
        return new IntegerIndex(
                key,
                lookup,
                range,
                new Postings<>(SortedPostings.empty(IntegerIndex::bytes), TraitSlots.NONE));
    }

    static long bytes(Long value) {
        return 16;
    }

    @Override
    KeyTrait held() {
        return KeyTrait.INT;
    }

    @Override
    Optional<Long> valueOf(Value leaf) {
        return leaf instanceof Value.Int(long number) ? Optional.of(number) : Optional.empty();
    }

    @Override
    Optional<Long> valueOf(Scalar scalar) {
        return scalar instanceof Scalar.Int(long number) ? Optional.of(number) : Optional.empty();
    }

    @Override
    boolean servesLookup() {
        return lookup;
    }

    @Override
    Optional<SlotSet> inRange(FieldTest.Range bounds) {
        if (!range) {
            return Optional.empty();
        }
        return Optional.of(
                LongInterval.of(bounds)
                        .map(within -> content().values().union(within.first(), within.last()))
                        .orElse(SlotSet.empty()));
    }

    @Override
    FieldIndex with(Postings<Long> newContent) {
        return new IntegerIndex(key(), lookup, range, newContent);
    }

    @Override
    int kindCode() {
        return KIND_CODE;
    }

    @Override
    void writeValue(Long value, ByteWriter out) {
        out.writeSigned(value);
    }
}
