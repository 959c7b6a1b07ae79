package io.digi.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The tokenizer with the model's own vocabulary, against what the reference implementation of the
/// model's tokenizer file makes of the same texts.
class TokenizerFixtureTest {
    private static WordPieceTokenizer tokenizer;

    record Expectation(String text, List<Long> pieces) {}

    @BeforeAll
    static void readVocabulary() throws IOException {
        try (InputStream in = resource("/all-minilm-l6-v2-q-tokenizer.json")) {
            tokenizer = new WordPieceTokenizer(Vocabulary.read(in), 256);
        }
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void piecesAreThoseOfTheReference(Expectation expected) {
        assertThat(tokenizer.pieces(expected.text()))
                .containsExactly(expected.pieces().toArray(Long[]::new));
    }

    @Test
    void fixtureCoversShortAndLongTexts() throws IOException {
        List<Integer> counts = expectations().stream().map(e -> e.pieces().size()).toList();

        assertThat(counts).hasSizeGreaterThan(40).contains(2, 256);
    }

    /// One JSON array a line: the text, then the numbers of its pieces.
    static List<Expectation> expectations() throws IOException {
        List<Expectation> expectations = new ArrayList<>();
        try (InputStream in = resource("/io/digi/inference/pieces.jsonl");
                JsonParser parser =
                        JsonFactory.builder().build().createParser(ObjectReadContext.empty(), in)) {
            while (parser.nextToken() == JsonToken.START_ARRAY) {
                String text = parser.nextStringValue();
                List<Long> pieces = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    pieces.add(parser.getLongValue());
                }
                expectations.add(new Expectation(text, pieces));
            }
        }
        return expectations;
    }

    private static InputStream resource(String name) {
        InputStream in = TokenizerFixtureTest.class.getResourceAsStream(name);
        assertThat(in).as(name).isNotNull();
        return in;
    }
}
