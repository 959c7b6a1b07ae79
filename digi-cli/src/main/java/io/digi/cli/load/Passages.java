package io.digi.cli.load;

import java.text.BreakIterator;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/// Cuts a text into passages that a sentence model can take in: whole paragraphs while they fit, a
/// paragraph that is too long by itself at the ends of its sentences, a sentence that is too long
/// at its last space. Lines go in, passages come out, in order.
final class Passages {
    static final int LENGTH_MAX = 1_000;

    private static final String PARAGRAPH_END = "\n\n";

    private final StringBuilder paragraph = new StringBuilder();
    private final StringBuilder passage = new StringBuilder();
    private final Deque<String> ready = new ArrayDeque<>();

    void line(String line) {
        if (line.isBlank()) {
            endParagraph();
        } else {
            paragraph.append(paragraph.isEmpty() ? "" : "\n").append(line.stripTrailing());
        }
    }

    /// No more lines follow.
    void end() {
        endParagraph();
        endPassage();
    }

    /// A passage that is complete, if there is one.
    Optional<String> poll() {
        return Optional.ofNullable(ready.poll());
    }

    private void endParagraph() {
        String whole = paragraph.toString().strip();
        paragraph.setLength(0);
        if (whole.length() <= LENGTH_MAX) {
            add(whole, PARAGRAPH_END);
            return;
        }
        endPassage();
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        sentences.setText(whole);
        int start = 0;
        for (int end = sentences.next(); end != BreakIterator.DONE; end = sentences.next()) {
            addSentence(whole.substring(start, end).strip());
            start = end;
        }
        endPassage();
    }

    private void addSentence(String sentence) {
        String rest = sentence;
        while (rest.length() > LENGTH_MAX) {
            int space = rest.lastIndexOf(' ', LENGTH_MAX);
            int end = space > 0 ? space : evenSurrogates(rest, LENGTH_MAX);
            add(rest.substring(0, end), " ");
            rest = rest.substring(end).strip();
        }
        add(rest, " ");
    }

    private static int evenSurrogates(String text, int end) {
        return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }

    private void add(String text, String separator) {
        if (text.isEmpty()) {
            return;
        }
        if (passage.length() + separator.length() + text.length() > LENGTH_MAX) {
            endPassage();
        }
        passage.append(passage.isEmpty() ? "" : separator).append(text);
    }

    private void endPassage() {
        if (!passage.isEmpty()) {
            ready.add(passage.toString());
            passage.setLength(0);
        }
    }
}
