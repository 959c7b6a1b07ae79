package io.digi.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PassagesTest {
    @Test
    void shortParagraphsShareAPassage() {
        assertThat(cut("One.\n\n\nTwo\nlines.\n")).containsExactly("One.\n\nTwo\nlines.");
    }

    @Test
    void paragraphThatDoesNotFitBeginsTheNextPassage() {
        String a = "a".repeat(600);
        String b = "b".repeat(600);
        assertThat(cut(a + "\n\n" + b)).containsExactly(a, b);
    }

    @Test
    void longParagraphIsCutBetweenSentences() {
        String sentence = "This sentence has exactly fifty letters and spaces. ";
        List<String> passages = cut(sentence.repeat(40));
        assertThat(passages).hasSizeGreaterThan(1).allMatch(p -> p.endsWith("spaces."));
    }

    @Test
    void nothingToReadIsNoPassage() {
        assertThat(cut(" \n\n\t\n")).isEmpty();
    }

    @Test
    void noWordIsLostAndNoPassageIsTooLong() {
        long seed = Long.getLong("digi.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 50 * Integer.getInteger("digi.test.effort", 1); round++) {
            String text = text(random);
            List<String> passages = cut(text);
            assertThat(passages)
                    .as("-Ddigi.seed=%d", seed)
                    .allMatch(p -> !p.isBlank() && p.length() <= Passages.LENGTH_MAX);
            assertThat(squeezed(String.join("", passages)))
                    .as("-Ddigi.seed=%d", seed)
                    .isEqualTo(squeezed(text));
        }
    }

    private static String text(Random random) {
        String[] pieces = {"word ", "Ein Satz. ", "\n", "\n\n", "😀", "x".repeat(700), "? ", "\t"};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(400); i > 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static List<String> cut(String text) {
        Passages passages = new Passages();
        text.lines().forEach(passages::line);
        passages.end();
        List<String> all = new ArrayList<>();
        for (var next = passages.poll(); next.isPresent(); next = passages.poll()) {
            all.add(next.get());
        }
        return all;
    }
}
