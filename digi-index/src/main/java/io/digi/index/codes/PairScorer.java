package io.digi.index.codes;

import static io.digi.index.codes.CodeTable.MEMORY;

import io.digi.index.kernel.Metric;
import java.lang.foreign.ValueLayout;

/// Scores codes of 8 bits against one of them: what a graph is built on. For one thread, any number
/// of nodes; nothing is allocated per node.
public final class PairScorer extends CodeScorer {
    private final float[] levels;
    private final double meanSquare;

    PairScorer(CodeTable table) {
        this(table, CodeKernel.of(table.model()));
    }

    PairScorer(CodeTable table, CodeKernel kernel) {
        super(table, kernel);
        this.levels = new float[layout.paddedDimension()];
        this.meanSquare = meanSquare(table.model());
    }

    /// Takes the code of `node`; what is scored next is scored against it.
    public void prepare(int node) {
        long address = table.addressOf(node);
        float scale = factor(node, CodeLayout.SCALE);
        float step = metric == Metric.MANHATTAN ? scale : 1;
        for (int i = 0; i < levels.length; i++) {
            levels[i] = step * MEMORY.get(ValueLayout.JAVA_BYTE, address + i);
        }
        kernel.prepare(levels);
        float shift = factor(node, CodeLayout.SHIFT);
        switch (metric) {
            case DOT -> setTerms(scale, shift + meanSquare);
            case EUCLID -> setTerms(scale, shift);
            case MANHATTAN -> setTerms(1, 0);
        }
    }
}
