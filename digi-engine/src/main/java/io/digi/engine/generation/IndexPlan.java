package io.digi.engine.generation;

import io.digi.engine.catalog.Definition;
import io.digi.index.codes.CodeLayout;
import io.digi.index.hnsw.GraphSettings;
import io.digi.index.kernel.Metric;
import io.digi.model.config.HnswConfig;
import io.digi.model.config.OptimizerConfig;
import io.digi.model.config.QuantizationConfig;
import io.digi.model.config.VectorConfig;
import io.digi.model.id.TenantId;
import io.digi.model.id.VectorName;
import io.digi.model.vector.Distance;
import java.util.Optional;

/// What a collection's configuration says about the graph of one of its vectors.
///
/// @param quantization how small codes are to be, where the user says so
public record IndexPlan(
        int collection,
        VectorName name,
        int vector,
        VectorConfig config,
        HnswConfig hnsw,
        OptimizerConfig optimizers,
        Optional<QuantizationConfig> quantization,
        Optional<TenantId> tenant) {
    private static final int BYTES_OF_KB = 1_024;

    /// A tail shorter than this part of the vectors is left to be scanned.
    private static final int TAIL_DIVISOR = 16;

    /// Coarser codes are of rotated vectors, which have other Manhattan distances.
    private static final int MANHATTAN_BITS = 8;

    private static final int DEAD_DIVISOR = 10;
    private static final int DEAD_MIN = 16;

    public static IndexPlan of(Definition definition, VectorName name) {
        return new IndexPlan(
                definition.number(),
                name,
                definition.vectorNumber(name),
                definition.vector(name),
                definition.config().hnswOf(name),
                definition.config().optimizers(),
                definition.config().quantizationOf(name),
                /* tenant= */ Optional.empty());
    }

    /// What the configuration says about the graph that a tenant has of its own: `payload_m` links
    /// for each node.
    public IndexPlan of(TenantId owner) {
        return new IndexPlan(
                collection,
                name,
                vector,
                config,
                hnsw.withM(hnsw.payloadM().orElse(hnsw.m())),
                optimizers,
                quantization,
                Optional.of(owner));
    }

    /// Whether nodes are linked; else all codes are compared.
    public boolean hasLinks() {
        return hnsw.m() > 0;
    }

    /// Whether tenants may have graphs of their own.
    public boolean hasTenantGraphs() {
        return hnsw.payloadM().orElse(hnsw.m()) > 0;
    }

    /// Whether so many vectors should have codes, and a graph.
    public boolean isDue(int vectorCount) {
        long threshold = optimizers.indexingThresholdKb();
        return optimizers.isEnabled() && threshold > 0 && sizeBytes(vectorCount) > bytes(threshold);
    }

    /// Whether so few vectors are compared one by one, graph or not.
    public boolean isScanned(int vectorCount) {
        return sizeBytes(vectorCount) <= (long) hnsw.fullScanThresholdKb() * BYTES_OF_KB;
    }

    /// Whether a tail of so many vectors is small in the sense of `indexed_only`, which leaves out
    /// large ones.
    public boolean isSmall(int tailCount) {
        long threshold = Math.max(optimizers.indexingThresholdKb(), hnsw.fullScanThresholdKb());
        return sizeBytes(tailCount) <= bytes(threshold);
    }

    /// From how long a tail on linking it is worth a job.
    ///
    /// @param most from so many on, however many vectors there are
    public int tailMin(int vectorCount, int most) {
        return Math.clamp(vectorCount / TAIL_DIVISOR, 1, most);
    }

    public GraphSettings graph() {
        return new GraphSettings(
                Math.clamp(hnsw.m(), GraphSettings.M_MIN, GraphSettings.M_MAX),
                Math.min(hnsw.efConstruct(), GraphSettings.EF_CONSTRUCT_MAX),
                seed());
    }

    /// Bits of a code's element: as the user has it, where a code of that size can be made.
    public int codeBits() {
        if (metric() == Metric.MANHATTAN) {
            return MANHATTAN_BITS;
        }
        return quantization
                .map(QuantizationConfig::bits)
                .orElseGet(() -> CodeLayout.defaultBits(config.dimension()));
    }

    /// What is not served as it was asked for, a sentence; empty if nothing.
    public Optional<String> note() {
        return quantization
                .filter(asked -> asked.bitsAsked() != codeBits())
                .map(asked ->
                        ("vector `%s`: quantization `%s` is served by codes of %d bit%s for each"
                                        + " element")
                                .formatted(
                                        name.value(),
                                        asked.name(),
                                        codeBits(),
                                        codeBits() == 1 ? "" : "s"));
    }

    /// Whether a graph is what this plan asks for, however many vectors it holds.
    public boolean asksFor(Generation generation) {
        return generation.hasLinks() == hasLinks()
                && generation.settings().equals(graph())
                && generation.model().bits() == codeBits();
    }

    /// How many dead nodes of so many are kept before they are removed.
    public int deadMax(int nodeCount) {
        return Math.max(DEAD_MIN, nodeCount / DEAD_DIVISOR);
    }

    /// The same if background indexing ran.
    public IndexPlan whenEnabled() {
        OptimizerConfig enabled =
                new OptimizerConfig(optimizers.indexingThresholdKb(), /* isEnabled= */ true);
        return new IndexPlan(collection, name, vector, config, hnsw, enabled, quantization, tenant);
    }

    /// Threads that link, of so many there are: what was asked for, or all but one.
    public int threads(int all) {
        int asked = hnsw.maxIndexingThreads();
        return Math.clamp(asked == 0 ? all - 1L : asked, 1, all);
    }

    public Metric metric() {
        return metric(config.distance());
    }

    /// How a distance is computed on stored rows.
    public static Metric metric(Distance distance) {
        return switch (distance) {
            case COSINE, DOT -> Metric.DOT;
            case EUCLID -> Metric.EUCLID;
            case MANHATTAN -> Metric.MANHATTAN;
        };
    }

    /// The same for each generation, so that one built again is the same but for threads.
    public long seed() {
        return 31L * collection + vector;
    }

    /// As much as there can be where so many are not countable.
    private static long bytes(long kb) {
        return Math.min(kb, Long.MAX_VALUE / BYTES_OF_KB) * BYTES_OF_KB;
    }

    private long sizeBytes(int vectorCount) {
        return (long) vectorCount * config.dimension() * Float.BYTES;
    }
}
