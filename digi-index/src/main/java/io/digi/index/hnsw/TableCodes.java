package io.digi.index.hnsw;

import io.digi.index.codes.CodeLayout;
import io.digi.index.codes.CodeModel;
import io.digi.index.codes.CodeTable;
import io.digi.index.codes.PairScorer;
import io.digi.index.codes.QueryScorer;
import io.digi.index.memory.MemoryBudget;
import io.digi.index.memory.MemoryRegion;
import java.nio.ByteBuffer;

/// The codes of a [CodeModel] in a table; what is built on are codes of 8 bits of the same model.
final class TableCodes implements GraphCodes {
    private static final String PURPOSE = "codes";
    private static final String BUILD_PURPOSE = "build codes";
    private static final int BUILD_BITS = 8;

    private final CodeModel model;
    private final MemoryBudget budget;
    private final MemoryRegion region;
    private final CodeTable table;

    TableCodes(CodeModel model, MemoryBudget budget) {
        this.model = model;
        this.budget = budget;
        this.region = new MemoryRegion(budget, PURPOSE);
        this.table = new CodeTable(region, model);
    }

    static CodeLayout buildLayout(CodeLayout codes) {
        return new CodeLayout(codes.dimension(), BUILD_BITS);
    }

    @Override
    public int dimension() {
        return model.dimension();
    }

    @Override
    public OfQuery newQueryScorer() {
        return new QueryCodes(table.newQueryScorer());
    }

    @Override
    public void reserve(int count) {
        table.reserve(count);
    }

    @Override
    public void encode(float[] vector, int node) {
        table.encode(vector, node);
    }

    @Override
    public boolean isCodeOf(int node, float[] vector) {
        return table.isCodeOf(node, vector);
    }

    @Override
    public ForBuild newBuildCodes() {
        return new BuildTable(model.withBits(BUILD_BITS), budget);
    }

    @Override
    public int rowBytes() {
        return model.layout().rowBytes();
    }

    @Override
    public void copyOut(int node, ByteBuffer target) {
        table.copyOut(node, node + 1, target);
    }

    @Override
    public void copyIn(int node, ByteBuffer source) {
        try {
            table.copyIn(node, node + 1, source);
        } catch (IllegalArgumentException damaged) {
            throw new DamagedGraphException(
                    "code of node %d is none that was encoded".formatted(node), damaged);
        }
    }

    @Override
    public long memoryBytes() {
        return region.chargedBytes();
    }

    @Override
    public void close() {
        table.close();
        region.close();
    }

    private static final class BuildTable implements ForBuild {
        private final MemoryRegion region;
        private final CodeTable table;

        BuildTable(CodeModel model, MemoryBudget budget) {
            this.region = new MemoryRegion(budget, BUILD_PURPOSE);
            this.table = new CodeTable(region, model);
        }

        @Override
        public OfNode newNodeScorer() {
            return new PairCodes(table.newPairScorer());
        }

        @Override
        public void reserve(int count) {
            table.reserve(count);
        }

        @Override
        public void encode(float[] vector, int row) {
            table.encode(vector, row);
        }

        @Override
        public int rowBytes() {
            return table.model().layout().strideBytes();
        }

        @Override
        public void close() {
            table.close();
            region.close();
        }
    }

    private static final class QueryCodes implements OfQuery {
        private final QueryScorer scorer;

        QueryCodes(QueryScorer scorer) {
            this.scorer = scorer;
        }

        @Override
        public void prepare(float[] query) {
            scorer.prepare(query);
        }

        @Override
        public float error(int node) {
            return scorer.error(node);
        }

        @Override
        public void score(int[] nodes, int count, float[] scores) {
            scorer.score(nodes, count, scores);
        }

        @Override
        public void prefetch(int[] nodes, int count) {
            scorer.prefetch(nodes, count);
        }
    }

    private static final class PairCodes implements OfNode {
        private final PairScorer scorer;

        PairCodes(PairScorer scorer) {
            this.scorer = scorer;
        }

        @Override
        public void prepare(int node) {
            scorer.prepare(node);
        }

        @Override
        public void score(int[] nodes, int count, float[] scores) {
            scorer.score(nodes, count, scores);
        }

        @Override
        public void prefetch(int[] nodes, int count) {
            scorer.prefetch(nodes, count);
        }
    }
}
