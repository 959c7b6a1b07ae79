package io.digi.engine.field;

import io.digi.engine.bytes.ByteReader;
import io.digi.engine.bytes.ByteWriter;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.filter.DateTimes;
import io.digi.model.filter.FieldTest;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Value;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// The index of strings that are datetimes, as microseconds since the epoch. Serves ranges of
/// datetimes, exactly.
public final class DateTimeIndex extends PostingIndex<Long> implements FieldIndex {
    private DateTimeIndex(JsonPath key, Postings<Long> content) {
        super(key, content);
    }

    static DateTimeIndex empty(JsonPath key) {
        return new DateTimeIndex(key, Postings.none(_ -> LONG_BYTES));
    }

    @Override
    public PayloadIndexKind kind() {
        return PayloadIndexKind.DATETIME;
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
    List<Long> valuesOf(Value leaf) {
        OptionalLong micros =
                leaf instanceof Value.Text(String text)
                        ? DateTimes.parseMicros(text)
                        : OptionalLong.empty();
        return micros.isPresent() ? List.of(micros.getAsLong()) : List.of();
    }

    @Override
    SlotBounds dateTimeRange(FieldTest.DateTimeRange range) {
        return SlotBounds.exactly(LongInterval.slots(LongInterval.of(range), values()));
    }

    @Override
    PostingIndex<Long> with(Postings<Long> newContent) {
        return new DateTimeIndex(key(), newContent);
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
