package io.digi.testkit.contract;

import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Comparison;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// Range tests in their short forms.
final class Ranges {
    private static final OptionalDouble OPEN = OptionalDouble.empty();
    private static final OptionalInt ANY = OptionalInt.empty();

    private Ranges() {}

    static FieldTest.Range below(double limit) {
        return new FieldTest.Range(OptionalDouble.of(limit), OPEN, OPEN, OPEN);
    }

    static FieldTest.Range atMost(double limit) {
        return new FieldTest.Range(OPEN, OptionalDouble.of(limit), OPEN, OPEN);
    }

    static FieldTest.Range above(double limit) {
        return new FieldTest.Range(OPEN, OPEN, OptionalDouble.of(limit), OPEN);
    }

    static FieldTest.Range between(double least, double most) {
        return new FieldTest.Range(OPEN, OptionalDouble.of(most), OPEN, OptionalDouble.of(least));
    }

    static FieldTest.DateTimeRange at(Comparison comparison, String instant) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
        return new FieldTest.DateTimeRange(
                List.of(new FieldTest.DateTimeRange.Bound(comparison, micros)));
    }

    static FieldTest.DateTimeRange exactly(String instant) {
        return new FieldTest.DateTimeRange(
                List.of(
                        at(Comparison.GTE, instant).bounds().getFirst(),
                        at(Comparison.LTE, instant).bounds().getFirst()));
    }

    static FieldTest.ValuesCount atLeastValues(int count) {
        return new FieldTest.ValuesCount(ANY, ANY, ANY, OptionalInt.of(count));
    }

    static FieldTest.ValuesCount fewerValuesThan(int count) {
        return new FieldTest.ValuesCount(OptionalInt.of(count), ANY, ANY, ANY);
    }
}
