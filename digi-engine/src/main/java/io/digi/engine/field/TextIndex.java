package io.digi.engine.field;

import io.digi.engine.bytes.ByteReader;
import io.digi.engine.bytes.ByteWriter;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.text.TextAnalyzer;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.config.Tokenizer;
import io.digi.model.filter.FieldTest.Scalar;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// The index of the tokens of strings; with phrases, also of each two tokens that follow each other
/// in one string, written with a blank between, which no token has. Serves texts, exactly; phrases
/// of two tokens exactly, and of longer ones it leaves the points that have all of their pairs.
public final class TextIndex extends PostingIndex<String> implements FieldIndex {
    private static final String PAIRED = " ";
    private static final int LOWERCASE = 1;
    private static final int PHRASES = 2;

    private final PayloadIndexConfig.Text config;
    private final TextAnalyzer analyzer;

    private TextIndex(
            JsonPath key,
            PayloadIndexConfig.Text config,
            TextAnalyzer analyzer,
            Postings<String> content) {
        super(key, content);
        this.config = config;
        this.analyzer = analyzer;
    }

    static TextIndex empty(JsonPath key, PayloadIndexConfig.Text config) {
        return new TextIndex(
                key, config, new TextAnalyzer(config), Postings.none(TextValues::heapBytes));
    }

    @Override
    public PayloadIndexKind kind() {
        return PayloadIndexKind.TEXT;
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
    List<String> valuesOf(Value leaf) {
        if (!(leaf instanceof Value.Text(String text))) {
            return List.of();
        }
        List<String> tokens = analyzer.tokensOf(text);
        if (!config.phraseMatching()) {
            return tokens;
        }
        List<String> values = new ArrayList<>(tokens);
        values.addAll(pairs(tokens));
        return values;
    }

    private static List<String> pairs(List<String> tokens) {
        List<String> pairs = new ArrayList<>();
        for (int i = 1; i < tokens.size(); i++) {
            pairs.add(tokens.get(i - 1) + PAIRED + tokens.get(i));
        }
        return pairs;
    }

    /// A string that equals another has all of its tokens.
    @Override
    SlotBounds lookup(Scalar scalar) {
        SlotBounds byType = super.lookup(scalar);
        if (!(scalar instanceof Scalar.Text(String text))) {
            return byType;
        }
        List<String> tokens = analyzer.tokensOf(text);
        return tokens.isEmpty() ? byType : SlotBounds.atMost(all(tokens));
    }

    @Override
    SlotBounds text(String text) {
        return SlotBounds.exactly(all(analyzer.queryTokensOf(text)));
    }

    @Override
    SlotBounds textAny(String text) {
        SlotSet any = SlotSet.empty();
        for (String token : analyzer.queryTokensOf(text)) {
            any = any.or(values().get(token));
        }
        return SlotBounds.exactly(any);
    }

    @Override
    SlotBounds phrase(String text) {
        List<String> tokens = analyzer.queryTokensOf(text);
        if (tokens.size() < 2) {
            return SlotBounds.exactly(all(tokens));
        }
        if (!config.phraseMatching()) {
            return SlotBounds.atMost(all(tokens));
        }
        SlotSet paired = all(pairs(tokens));
        return tokens.size() == 2 ? SlotBounds.exactly(paired) : SlotBounds.atMost(paired);
    }

    /// The slots that have all of these; none where nothing is asked for.
    private SlotSet all(List<String> values) {
        SlotSet all = SlotSet.empty();
        for (int i = 0; i < values.size(); i++) {
            SlotSet some = values().get(values.get(i));
            all = i == 0 ? some : all.and(some);
        }
        return all;
    }

    @Override
    public FieldMeaning meaning() {
        return new FieldMeaning.Tokens(analyzer);
    }

    @Override
    String separator(String before, String next) {
        return TextValues.shortest(before, next);
    }

    @Override
    PostingIndex<String> with(Postings<String> newContent) {
        return new TextIndex(key(), config, analyzer, newContent);
    }

    @Override
    void writeValue(String value, ByteWriter out) {
        out.writeText(value);
    }

    @Override
    String readValue(ByteReader in) {
        return in.readText();
    }

    @Override
    void writeParameters(ByteWriter out) {
        out.writeByte(code(config.tokenizer()));
        out.writeByte(
                (config.lowercase() ? LOWERCASE : 0) | (config.phraseMatching() ? PHRASES : 0));
        out.writeVarint(coded(config.minTokenLength()));
        out.writeVarint(coded(config.maxTokenLength()));
    }

    @Override
    boolean hasParameters(ByteReader in) {
        // All are read, whatever the first ones say.
        boolean sameTokenizer = in.readByte() == code(config.tokenizer());
        int flags = in.readByte();
        boolean sameMin = in.readVarint() == coded(config.minTokenLength());
        boolean sameMax = in.readVarint() == coded(config.maxTokenLength());
        return sameTokenizer
                && (flags & LOWERCASE) != 0 == config.lowercase()
                && (flags & PHRASES) != 0 == config.phraseMatching()
                && sameMin
                && sameMax;
    }

    private static int code(Tokenizer tokenizer) {
        return switch (tokenizer) {
            case WORD -> 1;
            case WHITESPACE -> 2;
            case PREFIX -> 3;
        };
    }

    /// One more than the length, 0 for none.
    private static long coded(OptionalInt length) {
        return length.isPresent() ? length.getAsInt() + 1L : 0;
    }
}
