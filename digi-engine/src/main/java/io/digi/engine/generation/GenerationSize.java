package io.digi.engine.generation;

import io.digi.index.codes.CodeLayout;
import io.digi.index.hnsw.GraphSettings;
import io.digi.index.hnsw.VectorGraph;

/// About how much memory a generation takes, told before there is one.
///
/// @param codes of its nodes
public record GenerationSize(GraphSettings settings, CodeLayout codes) {
    /// Of the tables that say which slot and row a node has, and which node a slot.
    private static final int TABLE_BYTES = Integer.BYTES + Long.BYTES + Integer.BYTES;

    /// In a file: level, slot and row.
    private static final int NODE_BYTES = 1 + Integer.BYTES + Long.BYTES;

    public static GenerationSize of(IndexPlan plan) {
        return new GenerationSize(
                plan.graph(), new CodeLayout(plan.config().dimension(), plan.codeBits()));
    }

    /// With so many nodes.
    public long bytes(long nodeCount) {
        return VectorGraph.estimatedBytes(settings, codes, nodeCount) + nodeCount * TABLE_BYTES;
    }

    /// The same while it is built from nothing.
    public long bytesWhileBuilt(long nodeCount) {
        return bytes(nodeCount) + VectorGraph.estimatedBuildBytes(codes, nodeCount);
    }

    /// Read from a file of so many bytes. A file of other settings has more or fewer nodes of other
    /// sizes, which comes to the same.
    public long bytesOfFile(long fileBytes) {
        int linkBytes = 2 * settings.m() * Integer.BYTES;
        return bytes(Math.ceilDiv(fileBytes, NODE_BYTES + linkBytes + codes.rowBytes()));
    }
}
