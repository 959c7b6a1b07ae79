package io.digi.inference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.exc.StreamReadException;

class VocabularyTest {
    @Test
    void vocabularyIsReadFromWithinATokenizerFile() {
        Vocabulary vocabulary =
                read(
                        """
                        {"version": "1.0", "normalizer": {"model": [1, {"vocab": {}}]},
                         "model": {"type": "WordPiece", "other": {"vocab": 3}, "vocab":
                           {"[UNK]": 5, "[CLS]": 6, "[SEP]": 7, "\\u00fcber": 8, "##x": 9},
                           "rest": {}}}
                        """);

        assertThat(vocabulary.size()).isEqualTo(5);
        assertThat(vocabulary.number("über")).isEqualTo(8);
        assertThat(vocabulary.number("x")).isEqualTo(-1);
        assertThat(vocabulary.unknown()).isEqualTo(5);
        assertThat(vocabulary.start()).isEqualTo(6);
        assertThat(vocabulary.end()).isEqualTo(7);
        assertThat(vocabulary.longestPiece()).isEqualTo(5);
    }

    @Test
    void fileWithoutVocabularyIsRefusedByName() {
        assertThatThrownBy(() -> read("{\"model\": {\"type\": \"BPE\"}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"vocab\"");
        assertThatThrownBy(() -> read("{\"model\": {\"vocab\": []}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected to be an object, is START_ARRAY");
    }

    @Test
    void vocabularyWithoutASpecialPieceIsRefused() {
        assertThatThrownBy(() -> read("{\"model\": {\"vocab\": {\"[UNK]\": 0, \"[CLS]\": 1}}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("vocabulary of 2 pieces: expected [SEP]");
    }

    @Test
    void fileThatIsCutOffIsRefused() {
        assertThatThrownBy(() -> read("{\"model\": {\"vocab\": {\"[UNK]\": 0,"))
                .isInstanceOf(StreamReadException.class);
    }

    private static Vocabulary read(String json) {
        return Vocabulary.read(new ByteArrayInputStream(json.getBytes(UTF_8)));
    }
}
