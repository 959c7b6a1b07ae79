package io.digi.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.Tokenizer;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TextAnalyzerTest {
    private static final OptionalInt NONE = OptionalInt.empty();

    @Test
    void wordsAreRunsOfLettersAndDigits() {
        TextAnalyzer words = analyzer(Tokenizer.WORD, true, NONE, NONE);
        assertThat(words.tokensOf("Don't panic: 42x² — straße, 日本語!"))
                .containsExactly("don", "t", "panic", "42x²", "straße", "日本語");
        assertThat(words.tokensOf("")).isEmpty();
        assertThat(words.tokensOf(" -!")).isEmpty();
        assertThat(words.tokensOf("𝒜𝒷 c")).containsExactly("𝒜𝒷", "c");
    }

    @Test
    void caseIsKeptWhereAsked() {
        assertThat(analyzer(Tokenizer.WORD, false, NONE, NONE).tokensOf("Red WINE"))
                .containsExactly("Red", "WINE");
        assertThat(analyzer(Tokenizer.WORD, true, NONE, NONE).tokensOf("ΟΔΟΣ"))
                .containsExactly("οδος");
    }

    @Test
    void whitespaceIsUnicodes() {
        assertThat(
                        analyzer(Tokenizer.WHITESPACE, true, NONE, NONE)
                                .tokensOf("\u00a0C++\u2003is-it? \t\n\u3000no\u200bbreak"))
                .containsExactly("c++", "is-it?", "no\u200bbreak");
    }

    @Test
    void lengthsCountCharacters() {
        TextAnalyzer some = analyzer(Tokenizer.WORD, true, OptionalInt.of(2), OptionalInt.of(3));
        assertThat(some.tokensOf("a ab abc abcd 𝒜𝒷𝒸")).containsExactly("ab", "abc", "𝒜𝒷𝒸");
    }

    @Test
    void beginningsAreKeptAndTheLongestIsAskedFor() {
        TextAnalyzer all = analyzer(Tokenizer.PREFIX, true, NONE, NONE);
        assertThat(all.tokensOf("Wine, 𝒜𝒷"))
                .containsExactly("w", "wi", "win", "wine", "𝒜", "𝒜𝒷");
        assertThat(all.queryTokensOf("Win 𝒜𝒷")).containsExactly("win", "𝒜𝒷");
        TextAnalyzer some = analyzer(Tokenizer.PREFIX, true, OptionalInt.of(2), OptionalInt.of(3));
        assertThat(some.tokensOf("wine a")).containsExactly("wi", "win");
        assertThat(some.queryTokensOf("wine a")).containsExactly("win");
    }

    /// All beginnings of a long word together are the square of its length.
    @Test
    void longWordHasItsFirstBeginningsOnly() {
        TextAnalyzer prefixes = analyzer(Tokenizer.PREFIX, true, NONE, NONE);
        String word = "x".repeat(100_000);
        assertThat(prefixes.tokensOf(word)).hasSize(64).allMatch(token -> token.length() <= 64);
        assertThat(prefixes.queryTokensOf(word)).containsExactly("x".repeat(64));
    }

    private static TextAnalyzer analyzer(
            Tokenizer tokenizer, boolean lowercase, OptionalInt min, OptionalInt max) {
        return new TextAnalyzer(
                new PayloadIndexConfig.Text(tokenizer, lowercase, min, max, false, false));
    }
}
