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

/// The index of exact strings. Serves matches; exact for every match of strings.
public final class KeywordIndex extends PostingIndex<String> implements FieldIndex {
    private KeywordIndex(JsonPath key, Postings<String> content) {
        super(key, content);
    }

    static KeywordIndex empty(JsonPath key) {
        return new KeywordIndex(key, Postings.none(TextValues::heapBytes));
    }

    @Override
    public PayloadIndexKind kind() {
        return PayloadIndexKind.KEYWORD;
    }

    @Override
    Set<KeyTrait> types() {
        return Set.of(KeyTrait.TEXT);
    }

    @Override
    boolean servesLookup() {
        return true;
    }

    @Override
    List<String> valuesOf(Value leaf) {
        return leaf instanceof Value.Text(String text) ? List.of(text) : List.of();
    }

    @Override
    Optional<String> valueOf(Scalar scalar) {
        return scalar instanceof Scalar.Text(String text) ? Optional.of(text) : Optional.empty();
    }

    @Override
    String separator(String before, String next) {
        return TextValues.shortest(before, next);
    }

    @Override
    PostingIndex<String> with(Postings<String> newContent) {
        return new KeywordIndex(key(), newContent);
    }

    @Override
    void writeValue(String value, ByteWriter out) {
        out.writeText(value);
    }

    @Override
    String readValue(ByteReader in) {
        return in.readText();
    }
}
