package io.digi.index.codes;

/// Scores codes of 8 bits against one of them: what a graph is built on. For one thread, any number
/// of nodes; nothing is allocated per node.
public final class PairScorer extends CodeScorer {
    private final double meanSquare;

    PairScorer(CodePlaces places) {
        this(places, CodeKernel.of(places.model()));
    }

    PairScorer(CodePlaces places, CodeKernel kernel) {
        super(places, kernel);
        this.meanSquare = meanSquare(places.model());
    }

    /// Takes the code of `node`; what is scored next is scored against it.
    public void prepare(int node) {
        kernel.prepareCode(places.addressOf(node));
        float scale = factor(node, CodeLayout.SCALE);
        float shift = factor(node, CodeLayout.SHIFT);
        switch (metric) {
            case DOT -> setTerms(scale, shift + meanSquare);
            case EUCLID -> setTerms(scale, shift);
            case MANHATTAN -> setTerms(1, 0);
        }
    }
}
