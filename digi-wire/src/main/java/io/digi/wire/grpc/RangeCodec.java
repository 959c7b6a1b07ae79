package io.digi.wire.grpc;

import com.google.protobuf.Timestamp;
import io.digi.model.error.Violation;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Comparison;
import io.digi.model.filter.FieldTest.DateTimeRange.Bound;
import io.digi.proto.Common;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// Ranges of numbers, of datetimes and of how many values there are.
final class RangeCodec {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;

    /// Of `Timestamp`: from year 1 to year 9999.
    private static final long SECONDS_MIN = -62_135_596_800L;

    private static final long SECONDS_MAX = 253_402_300_799L;

    private RangeCodec() {}

    static Common.Range encode(FieldTest.Range range) {
        Common.Range.Builder message = Common.Range.newBuilder();
        range.lt().ifPresent(message::setLt);
        range.lte().ifPresent(message::setLte);
        range.gt().ifPresent(message::setGt);
        range.gte().ifPresent(message::setGte);
        return message.build();
    }

    static FieldTest decode(Reading in, Common.Range message) {
        return new FieldTest.Range(
                bound(in, "lt", message.hasLt(), message.getLt()),
                bound(in, "lte", message.hasLte(), message.getLte()),
                bound(in, "gt", message.hasGt(), message.getGt()),
                bound(in, "gte", message.hasGte(), message.getGte()));
    }

    private static OptionalDouble bound(Reading in, String field, boolean given, double value) {
        if (!given) {
            return OptionalDouble.empty();
        }
        if (!Double.isFinite(value)) {
            in.violate(new Violation(field, "must be finite, is " + value));
        }
        return OptionalDouble.of(value);
    }

    /// Of several bounds of one kind the strictest is all that matters.
    static Common.DatetimeRange encode(FieldTest.DateTimeRange range) {
        Map<Comparison, Long> strictest = new EnumMap<>(Comparison.class);
        for (Bound bound : range.bounds()) {
            strictest.merge(
                    bound.comparison(),
                    bound.epochMicros(),
                    isUpper(bound.comparison()) ? Math::min : Math::max);
        }
        Common.DatetimeRange.Builder message = Common.DatetimeRange.newBuilder();
        strictest.forEach((comparison, micros) -> {
            Timestamp time = timestamp(micros);
            switch (comparison) {
                case LT -> message.setLt(time);
                case LTE -> message.setLte(time);
                case GT -> message.setGt(time);
                case GTE -> message.setGte(time);
            }
        });
        return message.build();
    }

    private static boolean isUpper(Comparison comparison) {
        return comparison == Comparison.LT || comparison == Comparison.LTE;
    }

    static FieldTest decode(Reading in, Common.DatetimeRange message) {
        List<Bound> bounds = new ArrayList<>();
        if (message.hasLt()) {
            bounds.add(new Bound(Comparison.LT, micros(in, "lt", message.getLt())));
        }
        if (message.hasLte()) {
            bounds.add(new Bound(Comparison.LTE, micros(in, "lte", message.getLte())));
        }
        if (message.hasGt()) {
            bounds.add(new Bound(Comparison.GT, micros(in, "gt", message.getGt())));
        }
        if (message.hasGte()) {
            bounds.add(new Bound(Comparison.GTE, micros(in, "gte", message.getGte())));
        }
        return new FieldTest.DateTimeRange(bounds);
    }

    private static Timestamp timestamp(long micros) {
        return Timestamp.newBuilder()
                .setSeconds(Math.floorDiv(micros, MICROS_PER_SECOND))
                .setNanos((int) Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO)
                .build();
    }

    private static long micros(Reading in, String field, Timestamp time) {
        if (time.getSeconds() < SECONDS_MIN || time.getSeconds() > SECONDS_MAX) {
            in.violate(new Violation(field, "must lie between the years 1 and 9999"));
            return 0;
        }
        return time.getSeconds() * MICROS_PER_SECOND
                + Math.floorDiv(time.getNanos(), NANOS_PER_MICRO);
    }

    static Common.ValuesCount encode(FieldTest.ValuesCount count) {
        Common.ValuesCount.Builder message = Common.ValuesCount.newBuilder();
        count.lt().ifPresent(message::setLt);
        count.lte().ifPresent(message::setLte);
        count.gt().ifPresent(message::setGt);
        count.gte().ifPresent(message::setGte);
        return message.build();
    }

    static FieldTest decode(Common.ValuesCount message) {
        return new FieldTest.ValuesCount(
                count(message.hasLt(), message.getLt()),
                count(message.hasLte(), message.getLte()),
                count(message.hasGt(), message.getGt()),
                count(message.hasGte(), message.getGte()));
    }

    private static OptionalInt count(boolean given, long value) {
        return given ? OptionalInt.of(RequestFields.count(value)) : OptionalInt.empty();
    }
}
