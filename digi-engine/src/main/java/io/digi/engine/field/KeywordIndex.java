package io.digi.engine.field;

import io.digi.engine.bytes.ByteWriter;
import io.digi.engine.slot.SlotSet;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Scalar;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Value;
import java.util.Optional;

/// The index of exact strings. Serves matches; exact for every match of strings.
public final class KeywordIndex extends PostingIndex<String> implements FieldIndex {
    static final int KIND_CODE = 1;

    KeywordIndex(JsonPath key, Postings<String> content) {
        super(key, content);
    }

    static KeywordIndex empty(JsonPath key) {
        return new KeywordIndex(
                key, new Postings<>(SortedPostings.empty(KeywordIndex::bytes), TraitSlots.NONE));
    }

    /// A string of Latin characters has one byte for each.
    static long bytes(String value) {
        return 40L + value.length();
    }

    @Override
    KeyTrait held() {
        return KeyTrait.TEXT;
    }

    @Override
    Optional<String> valueOf(Value leaf) {
        return leaf instanceof Value.Text(String text) ? Optional.of(text) : Optional.empty();
    }

    @Override
    Optional<String> valueOf(Scalar scalar) {
        return scalar instanceof Scalar.Text(String text) ? Optional.of(text) : Optional.empty();
    }

    @Override
    boolean servesLookup() {
        return true;
    }

    @Override
    Optional<SlotSet> inRange(FieldTest.Range range) {
        return Optional.empty();
    }

    @Override
    FieldIndex with(Postings<String> newContent) {
        return new KeywordIndex(key(), newContent);
    }

    @Override
    int kindCode() {
        return KIND_CODE;
    }

    @Override
    void writeValue(String value, ByteWriter out) {
        out.writeText(value);
    }
}
