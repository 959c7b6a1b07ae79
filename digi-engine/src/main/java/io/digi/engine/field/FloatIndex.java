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
import java.util.OptionalDouble;
import java.util.Set;

/// The index of numbers of both kinds. Serves ranges, exactly. A match of an integer it narrows to
/// the points with a number of that size, which may be a double.
public final class FloatIndex extends PostingIndex<ExactNumber> implements FieldIndex {
    private FloatIndex(JsonPath key, Postings<ExactNumber> content) {
        super(key, content);
    }

    static FloatIndex empty(JsonPath key) {
        return new FloatIndex(key, Postings.none(_ -> 2 * LONG_BYTES));
    }

    @Override
    public PayloadIndexKind kind() {
        return PayloadIndexKind.FLOAT;
    }

    @Override
    Set<KeyTrait> types() {
        return Set.of(KeyTrait.INT, KeyTrait.REAL);
    }

    @Override
    List<ExactNumber> valuesOf(Value leaf) {
        return switch (leaf) {
            case Value.Int(long number) -> List.of(ExactNumber.of(number));
            case Value.Real(double number) -> List.of(ExactNumber.of(number));
            case Value.Null _, Value.Bool _, Value.Text _, Value.Array _, Value.Struct _ ->
                    List.of();
        };
    }

    @Override
    Optional<ExactNumber> valueOf(Scalar scalar) {
        return scalar instanceof Scalar.Int(long number)
                ? Optional.of(ExactNumber.of(number))
                : Optional.empty();
    }

    @Override
    SlotBounds lookup(Scalar scalar) {
        SlotBounds byType = super.lookup(scalar);
        return valueOf(scalar)
                .map(number -> byType.and(SlotBounds.atMost(values().get(number))))
                .orElse(byType);
    }

    @Override
    SlotBounds range(FieldTest.Range bounds) {
        ExactNumber first = ExactNumber.of(Double.NEGATIVE_INFINITY);
        ExactNumber last = ExactNumber.of(Double.POSITIVE_INFINITY);
        // NaN is above every number.
        if (isNan(bounds.gt()) || isNan(bounds.gte())) {
            return SlotBounds.exactly(SlotSet.empty());
        }
        if (bounds.gte().isPresent()) {
            first = ExactNumber.of(bounds.gte().getAsDouble());
        }
        if (bounds.gt().isPresent()) {
            first = max(first, ExactNumber.of(bounds.gt().getAsDouble()).next());
        }
        if (bounds.lte().isPresent() && !isNan(bounds.lte())) {
            last = ExactNumber.of(bounds.lte().getAsDouble());
        }
        if (bounds.lt().isPresent() && !isNan(bounds.lt())) {
            last = min(last, ExactNumber.of(bounds.lt().getAsDouble()).previous());
        }
        return SlotBounds.exactly(values().union(first, last));
    }

    private static boolean isNan(OptionalDouble bound) {
        return bound.isPresent() && Double.isNaN(bound.getAsDouble());
    }

    private static ExactNumber max(ExactNumber a, ExactNumber b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static ExactNumber min(ExactNumber a, ExactNumber b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    @Override
    PostingIndex<ExactNumber> with(Postings<ExactNumber> newContent) {
        return new FloatIndex(key(), newContent);
    }

    @Override
    void writeValue(ExactNumber value, ByteWriter out) {
        out.writeLong(Double.doubleToLongBits(value.nearest()));
        out.writeSigned(value.offset());
    }

    @Override
    ExactNumber readValue(ByteReader in) {
        return new ExactNumber(Double.longBitsToDouble(in.readLong()), in.readSigned());
    }
}
