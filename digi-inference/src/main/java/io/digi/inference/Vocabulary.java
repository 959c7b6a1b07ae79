package io.digi.inference;

import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/// The pieces a model knows, and their numbers. A piece that continues a word begins with `##`.
final class Vocabulary {
    private static final String UNKNOWN = "[UNK]";
    private static final String START = "[CLS]";
    private static final String END = "[SEP]";

    private final Map<String, Integer> numbers;
    private final int longestPiece;
    private final int unknown;
    private final int start;
    private final int end;

    /// Copies the numbers. Throws [IllegalArgumentException] if one of `[UNK]`, `[CLS]` and `[SEP]`
    /// is not among them.
    Vocabulary(Map<String, Integer> numbers) {
        this.numbers = Map.copyOf(numbers);
        this.longestPiece = numbers.keySet().stream().mapToInt(String::length).max().orElse(0);
        this.unknown = required(UNKNOWN);
        this.start = required(START);
        this.end = required(END);
    }

    /// Reads the vocabulary of a tokenizer file: the object `vocab` in the object `model`, with
    /// pieces as names and their numbers as values. Throws [IllegalArgumentException] if there is
    /// none, and Jackson's unchecked exceptions if the file is no JSON or cannot be read.
    static Vocabulary read(InputStream tokenizerJson) {
        JsonFactory json =
                JsonFactory.builder()
                        // Each of the 30,000 names occurs once: remembering them costs, and saves
                        // nothing.
                        .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                        .build();
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), tokenizerJson)) {
            enter(parser, "file");
            find(parser, "model");
            find(parser, "vocab");
            return new Vocabulary(numbers(parser));
        }
    }

    /// The number of a piece, or -1 if the model does not know it.
    int number(String piece) {
        return numbers.getOrDefault(piece, -1);
    }

    /// No piece has more chars than this, its `##` included.
    int longestPiece() {
        return longestPiece;
    }

    /// The piece that stands for a word that the model does not know.
    int unknown() {
        return unknown;
    }

    /// The piece before the first word.
    int start() {
        return start;
    }

    /// The piece behind the last word.
    int end() {
        return end;
    }

    int size() {
        return numbers.size();
    }

    private int required(String piece) {
        int number = number(piece);
        if (number < 0) {
            throw new IllegalArgumentException(
                    "vocabulary of %d pieces: expected %s among them"
                            .formatted(numbers.size(), piece));
        }
        return number;
    }

    /// Moves from inside an object into the object that is the value of one of its properties.
    private static void find(JsonParser parser, String name) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            if (parser.currentName().equals(name)) {
                enter(parser, name);
                return;
            }
            parser.nextToken();
            parser.skipChildren();
        }
        throw new IllegalArgumentException("tokenizer file: no \"" + name + "\" in it");
    }

    private static void enter(JsonParser parser, String name) {
        JsonToken token = parser.nextToken();
        if (token != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException(
                    "tokenizer file: \"%s\" expected to be an object, is %s"
                            .formatted(name, token));
        }
    }

    private static Map<String, Integer> numbers(JsonParser parser) {
        Map<String, Integer> numbers = new HashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String piece = parser.currentName();
            parser.nextToken();
            numbers.put(piece, parser.getIntValue());
        }
        return numbers;
    }
}
