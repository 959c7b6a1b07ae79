package io.digi.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WordPieceTokenizerTest {
    private static final int UNK = 1;
    private static final int CLS = 2;
    private static final int SEP = 3;
    private static final int UN = 4;
    private static final int AFF = 5;
    private static final int ABLE = 6;
    private static final int UNA = 7;
    private static final int A = 8;
    private static final int COMMA = 9;
    private static final int MORE_A = 10;
    private static final int SMILE = 11;

    private static final Vocabulary VOCABULARY =
            new Vocabulary(
                    Map.ofEntries(
                            Map.entry("[UNK]", UNK),
                            Map.entry("[CLS]", CLS),
                            Map.entry("[SEP]", SEP),
                            Map.entry("un", UN),
                            Map.entry("##aff", AFF),
                            Map.entry("##able", ABLE),
                            Map.entry("aff", UNA),
                            Map.entry("a", A),
                            Map.entry(",", COMMA),
                            Map.entry("##a", MORE_A),
                            Map.entry("😀", SMILE)));

    private final WordPieceTokenizer tokenizer = new WordPieceTokenizer(VOCABULARY, 8);

    @Test
    void wordIsCutIntoItsLongestPieces() {
        assertThat(tokenizer.pieces("unaffable")).containsExactly(CLS, UN, AFF, ABLE, SEP);
        assertThat(tokenizer.pieces("aaa")).containsExactly(CLS, A, MORE_A, MORE_A, SEP);
    }

    @Test
    void emptyTextIsStartAndEnd() {
        assertThat(tokenizer.pieces("")).containsExactly(CLS, SEP);
    }

    @Test
    void wordThatCannotBeCutToItsEndIsOneUnknown() {
        assertThat(tokenizer.pieces("a unaffx a")).containsExactly(CLS, A, UNK, A, SEP);
    }

    @Test
    void cuttingIsGreedyAndNeverGoesBack() {
        Vocabulary trap =
                new Vocabulary(
                        Map.of(
                                "[UNK]", UNK, "[CLS]", CLS, "[SEP]", SEP, "ab", 4, "a", 5, "##bc",
                                6));

        assertThat(new WordPieceTokenizer(trap, 8).pieces("abc")).containsExactly(CLS, UNK, SEP);
    }

    @Test
    void wordOfMoreThanHundredCodePointsIsUnknown() {
        WordPieceTokenizer roomy = new WordPieceTokenizer(VOCABULARY, 256);

        assertThat(roomy.pieces("a".repeat(100))).hasSize(102).doesNotContain(UNK);
        assertThat(roomy.pieces("a".repeat(101))).containsExactly(CLS, UNK, SEP);
    }

    @Test
    void longTextIsCutOffAtItsEnd() {
        assertThat(tokenizer.pieces("un un un un un a a a"))
                .containsExactly(CLS, UN, UN, UN, UN, UN, A, SEP);
        assertThat(tokenizer.pieces("a a a a unaffable"))
                .containsExactly(CLS, A, A, A, A, UN, AFF, SEP);
    }

    @Test
    void wordAcrossTheCutIsUnknownIfItsEndIs() {
        assertThat(tokenizer.pieces("a a a a a unaffableeee"))
                .containsExactly(CLS, A, A, A, A, A, UNK, SEP);
    }

    @Test
    void nameOfASpecialPieceInATextIsText() {
        assertThat(tokenizer.pieces("[SEP]")).containsExactly(CLS, UNK, UNK, UNK, SEP);
    }

    @Test
    void pieceOutsideTheBasicPlaneIsFound() {
        assertThat(tokenizer.pieces("😀😁 😀")).containsExactly(CLS, UNK, SMILE, SEP);
    }

    @Test
    void tokenizerNeedsRoomForStartAndEnd() {
        assertThatThrownBy(() -> new WordPieceTokenizer(VOCABULARY, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pieceCountMax 1");
    }
}
