package io.digi.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordSplitterTest {
    @Test
    void spacesOfAllKindsSeparateWords() {
        assertThat(words(" one\ttwo\r\nthree\u00a0four\u3000five\u2028six  "))
                .containsExactly("one", "two", "three", "four", "five", "six");
    }

    @Test
    void textWithoutWordsHasNone() {
        assertThat(words("")).isEmpty();
        assertThat(words(" \n\u2003")).isEmpty();
        assertThat(words("\u0000\u200b\ufffd\ue000")).isEmpty();
    }

    @Test
    void lettersLoseCaseAndAccents() {
        assertThat(words("Crème BRÛLÉE Ångström ÑANDÚ İstanbul"))
                .containsExactly("creme", "brulee", "angstrom", "nandu", "istanbul");
    }

    @Test
    void decomposedAccentsAreTheSameAsComposedOnes() {
        assertThat(words("cre\u0300me")).isEqualTo(words("cr\u00e8me"));
    }

    @Test
    void sigmaIsTheSameEverywhereInAWord() {
        assertThat(words("ΟΔΟΣ ΟΔΟΣΑ")).containsExactly("οδοσ", "οδοσα");
    }

    @Test
    void eachPunctuationMarkIsAWord() {
        assertThat(words("Don't (really)!! a_b — “so”"))
                .containsExactly(
                        "don", "'", "t", "(", "really", ")", "!", "!", "a", "_", "b", "—", "“",
                        "so", "”");
    }

    @Test
    void symbolsOfAsciiArePunctuationAndOthersAreNot() {
        assertThat(words("a+b=c $5 x~y"))
                .containsExactly("a", "+", "b", "=", "c", "$", "5", "x", "~", "y");
        assertThat(words("5€ a×b")).containsExactly("5€", "a×b");
    }

    @Test
    void punctuationThatAppearsByDecompositionSplitsToo() {
        assertThat(words("τι\u037eναι")).containsExactly("τι", ";", "ναι");
    }

    @Test
    void eachChineseCharacterIsAWordButKanaAndHangulAreNot() {
        assertThat(words("东京tower塔")).containsExactly("东", "京", "tower", "塔");
        assertThat(words("\ud840\udc00\u3400")).containsExactly("\ud840\udc00", "\u3400");
        assertThat(words("カタナ")).containsExactly("カタナ");
    }

    @Test
    void controlsInsideAWordVanish() {
        assertThat(words("in\u0000vis\u200bi\u00adble\ufeff\u0085")).containsExactly("invisible");
    }

    @Test
    void halfOfASurrogatePairVanishes() {
        assertThat(words("ab\ud83dcd \udc00")).containsExactly("abcd");
    }

    @Test
    void unassignedCodePointIsALetter() {
        assertThat(words("a\u0378b")).containsExactly("a\u0378b");
    }

    @Test
    void wordOfHundredCodePointsIsKeptAndALongerOneIsTooLong() {
        WordSplitter splitter = new WordSplitter("😀".repeat(100) + " " + "y".repeat(101) + " z");

        assertThat(splitter.next()).isTrue();
        assertThat(splitter.isTooLong()).isFalse();
        assertThat(splitter.word().toString()).isEqualTo("😀".repeat(100));
        assertThat(splitter.next()).isTrue();
        assertThat(splitter.isTooLong()).isTrue();
        assertThat(splitter.word()).hasSize(100);
        assertThat(splitter.next()).isTrue();
        assertThat(splitter.isTooLong()).isFalse();
        assertThat(splitter.word().toString()).isEqualTo("z");
        assertThat(splitter.next()).isFalse();
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        WordSplitter splitter = new WordSplitter(text);
        while (splitter.next()) {
            words.add(splitter.word().toString());
        }
        return words;
    }
}
