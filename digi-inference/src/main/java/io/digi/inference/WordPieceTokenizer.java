package io.digi.inference;

import java.util.Arrays;

/// Turns a text into the numbers of a model's pieces: `[CLS]`, the pieces of the words, `[SEP]`.
///
/// Each word is cut greedily: from its start the longest piece in the vocabulary, from there the
/// longest that continues a word, and so on [1]. A word that cannot be cut to its end, or that has
/// more than 100 code points, becomes one `[UNK]`. What goes beyond the maximum is cut off at the
/// end of the text. A text that spells `[SEP]` means these five characters, not the piece.
///
/// Immutable, so shared by threads.
///
/// [1] Devlin et al., BERT: Pre-training of Deep Bidirectional Transformers, NAACL 2019; the
/// uncased variant.
final class WordPieceTokenizer {
    private static final String CONTINUES = "##";

    private final Vocabulary vocabulary;
    private final int pieceCountMax;

    /// `pieceCountMax` counts `[CLS]` and `[SEP]` too.
    WordPieceTokenizer(Vocabulary vocabulary, int pieceCountMax) {
        if (pieceCountMax < 2) {
            throw new IllegalArgumentException(
                    "pieceCountMax " + pieceCountMax + ": expected room for [CLS] and [SEP]");
        }
        this.vocabulary = vocabulary;
        this.pieceCountMax = pieceCountMax;
    }

    /// Returns the pieces of a text, at least 2 and at most `pieceCountMax`.
    long[] pieces(String text) {
        Pieces pieces = new Pieces(pieceCountMax);
        pieces.add(vocabulary.start());
        WordSplitter words = new WordSplitter(text);
        while (pieces.hasRoom() && words.next()) {
            if (words.isTooLong()) {
                pieces.add(vocabulary.unknown());
            } else {
                cut(words.word().toString(), pieces);
            }
        }
        return pieces.endingWith(vocabulary.end());
    }

    private void cut(String word, Pieces pieces) {
        int before = pieces.count();
        int start = 0;
        while (start < word.length()) {
            int end = endOfLongestPiece(word, start);
            if (end == start) {
                pieces.rewind(before);
                pieces.add(vocabulary.unknown());
                return;
            }
            pieces.add(vocabulary.number(piece(word, start, end)));
            start = end;
        }
    }

    /// Where the longest piece from `start` ends; `start` if there is none. Cuts between the halves
    /// of a surrogate pair find nothing, as no piece holds half a pair.
    private int endOfLongestPiece(String word, int start) {
        int end = Math.min(word.length(), start + vocabulary.longestPiece());
        while (end > start && vocabulary.number(piece(word, start, end)) < 0) {
            end--;
        }
        return end;
    }

    private static String piece(String word, int start, int end) {
        String piece = word.substring(start, end);
        return start == 0 ? piece : CONTINUES + piece;
    }

    /// The pieces found so far. Beyond the maximum, less one for the end, they are counted but not
    /// kept, as a word may still turn out to be unknown.
    private static final class Pieces {
        private final long[] numbers;
        private int count;

        Pieces(int countMax) {
            this.numbers = new long[countMax];
        }

        boolean hasRoom() {
            return count < numbers.length - 1;
        }

        int count() {
            return count;
        }

        void add(int number) {
            if (hasRoom()) {
                numbers[count] = number;
            }
            count++;
        }

        void rewind(int earlierCount) {
            count = earlierCount;
        }

        long[] endingWith(int number) {
            int kept = Math.min(count, numbers.length - 1);
            numbers[kept] = number;
            return Arrays.copyOf(numbers, kept + 1);
        }
    }
}
