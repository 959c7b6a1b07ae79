package io.digi.engine.field;

import io.digi.engine.slot.SlotSet;
import io.digi.model.filter.FieldTest;
import java.util.Optional;

/// The integers from `first` to `last`, both included.
record LongInterval(long first, long last) {
    private static final double TWO_63 = 0x1p63;

    /// The integers that a range selects, in the exact order of integers and doubles, if there are
    /// any. A bound that is NaN is above every number.
    static Optional<LongInterval> of(FieldTest.Range range) {
        double gte = range.gte().orElse(Double.NEGATIVE_INFINITY);
        double gt = range.gt().orElse(Double.NEGATIVE_INFINITY);
        double lte = range.lte().orElse(Double.POSITIVE_INFINITY);
        double lt = range.lt().orElse(Double.POSITIVE_INFINITY);
        if (isAboveAll(gte) || isAboveAll(gt) || lte < -TWO_63 || lt <= -TWO_63) {
            return Optional.empty();
        }
        long first = Math.max(atLeast(gte), above(gt));
        long last = Math.min(atMost(lte), below(lt));
        return first <= last ? Optional.of(new LongInterval(first, last)) : Optional.empty();
    }

    /// The microseconds that a range of datetimes selects, if there are any.
    static Optional<LongInterval> of(FieldTest.DateTimeRange range) {
        long first = Long.MIN_VALUE;
        long last = Long.MAX_VALUE;
        for (FieldTest.DateTimeRange.Bound bound : range.bounds()) {
            long micros = bound.epochMicros();
            switch (bound.comparison()) {
                case GTE -> first = Math.max(first, micros);
                case LTE -> last = Math.min(last, micros);
                case GT -> {
                    if (micros == Long.MAX_VALUE) {
                        return Optional.empty();
                    }
                    first = Math.max(first, micros + 1);
                }
                case LT -> {
                    if (micros == Long.MIN_VALUE) {
                        return Optional.empty();
                    }
                    last = Math.min(last, micros - 1);
                }
            }
        }
        return first <= last ? Optional.of(new LongInterval(first, last)) : Optional.empty();
    }

    /// The slots that have one of the integers, if there are any.
    static SlotSet slots(Optional<LongInterval> some, ValuePostings<Long> values) {
        return some.map(those -> values.union(those.first(), those.last())).orElse(SlotSet.empty());
    }

    private static boolean isAboveAll(double bound) {
        return Double.isNaN(bound) || bound >= TWO_63;
    }

    private static long atLeast(double bound) {
        return bound <= -TWO_63 ? Long.MIN_VALUE : (long) Math.ceil(bound);
    }

    private static long above(double bound) {
        return bound < -TWO_63 ? Long.MIN_VALUE : (long) Math.floor(bound) + 1;
    }

    private static long atMost(double bound) {
        return isAboveAll(bound) ? Long.MAX_VALUE : (long) Math.floor(bound);
    }

    private static long below(double bound) {
        return isAboveAll(bound) ? Long.MAX_VALUE : (long) Math.ceil(bound) - 1;
    }
}
