package io.digi.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class TerminalTest {
    private final StringWriter err = new StringWriter();
    private final AtomicLong clock = new AtomicLong();

    @Test
    void textIsCutAtAWordAndNeverWiderThanItsColumn() {
        assertThat(Lines.start("short", 10)).isEqualTo("short");
        assertThat(Lines.start("a longer text", 10)).isEqualTo("a longer…");
        assertThat(Lines.start("unbreakable", 6)).isEqualTo("unbre…");
        assertThat(Lines.column("ab", 4)).isEqualTo("ab  ");
        assertThat(Lines.start("😀😀😀", 2)).isEqualTo("😀…");
    }

    @Test
    void storedTextCannotMoveTheCursor() {
        assertThat(Lines.start("a\033[2Jb\r\nc\td\u202Ee", 40)).isEqualTo("a [2Jb c d e");
    }

    @Test
    void textIsWrappedBetweenWordsAndEndsWhereLinesEnd() {
        assertThat(Lines.wrapped("one two three four", 9, 3))
                .containsExactly("one two", "three", "four");
        assertThat(Lines.wrapped("one two three four", 9, 2)).containsExactly("one two", "three…");
        assertThat(Lines.wrapped("", 9, 2)).isEmpty();
    }

    @Test
    void progressIsDrawnInPlaceOnATerminal() {
        Progress progress = progress(/* live= */ true);
        clock.addAndGet(1_000_000_000);
        progress.update(50, 100, 640);
        assertThat(err.toString())
                .isEqualTo("\r[###############...............]  50 %  640 texts  640/s  1 s left");
        progress.update(51, 100, 650);
        progress.clear();
        assertThat(err.toString()).endsWith(" \r").doesNotContain("51 %").doesNotContain("\n");
    }

    @Test
    void progressIsALineNowAndThenElsewhere() {
        Progress progress = progress(/* live= */ false);
        clock.addAndGet(1_000_000_000);
        progress.update(10, 100, 10);
        assertThat(err.toString()).isEmpty();
        clock.addAndGet(59_000_000_000L);
        progress.update(40, 100, 60);
        progress.clear();
        assertThat(err.toString().lines()).containsExactly("40 %  60 texts  1/s  1 min 30 s left");
    }

    private Progress progress(boolean live) {
        Terminal terminal =
                new Terminal(
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(err),
                        80,
                        /* styled= */ false,
                        live);
        return new Progress(terminal, clock::get);
    }
}
