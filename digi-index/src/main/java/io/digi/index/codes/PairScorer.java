package io.digi.index.codes;

/// Scores codes of 8 bits against one of them: what a graph is built on. For one thread, any number
/// of nodes; nothing is allocated per node.
public final class PairScorer extends CodeScorer {
    private final double meanSquare;

    PairScorer(CodeTable table) {
        this(table, CodeKernel.of(table.model()));
    }

    PairScorer(CodeTable table, CodeKernel kernel) {
        super(table, kernel);
        this.meanSquare = meanSquare(table.model());
    }

    /// Takes the code of `node`; what is scored next is scored against it.
    public void prepare(int node) {
        kernel.prepareCode(table.addressOf(node));
        float scale = factor(node, CodeLayout.SCALE);
        float shift = factor(node, CodeLayout.SHIFT);
        switch (metric) {
            case DOT -> setTerms(scale, shift + meanSquare);
            case EUCLID -> setTerms(scale, shift);
            case MANHATTAN -> setTerms(1, 0);
        }
    }
}
