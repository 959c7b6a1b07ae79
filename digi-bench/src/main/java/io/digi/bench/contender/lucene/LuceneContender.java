package io.digi.bench.contender.lucene;

import io.digi.bench.contender.Contender;
import io.digi.bench.contender.ContenderSettings;
import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;
import org.jspecify.annotations.Nullable;

/// Lucene with one segment, mapped: in float32, or in codes of 8, 7, 4 or 1 bits, of which the best
/// are scored again with the vectors themselves. As few of them as cost no recall: more for few
/// bits.
public final class LuceneContender implements Contender {
    static final String FIELD = "vector";

    /// The most that a writer takes before it writes a segment.
    private static final int BUFFER_MB = 2047;

    private final Variant variant;
    private final ContenderSettings settings;
    private final MMapDirectory directory;
    private @Nullable DirectoryReader reader;

    private LuceneContender(Variant variant, ContenderSettings settings) throws IOException {
        this.variant = variant;
        this.settings = settings;
        this.directory = new MMapDirectory(settings.work());
    }

    /// A format, and how many candidates are rescored for each one asked for; 0 for all.
    private enum Variant {
        FLOAT32("float32", 0),
        BITS8("8bit", 2),
        BITS7("7bit", 2),
        BITS4("4bit", 4),
        BITS1("1bit", 0);

        private final String text;
        private final int rescoredPerResult;

        Variant(String text, int rescoredPerResult) {
            this.text = text;
            this.rescoredPerResult = rescoredPerResult;
        }

        private static Variant of(String text) {
            return Arrays.stream(values())
                    .filter(variant -> variant.text.equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no variant " + text));
        }

        private KnnVectorsFormat format(ContenderSettings.Graph graph) {
            int m = graph.m();
            int beam = graph.efConstruction();
            return switch (this) {
                case FLOAT32 -> new Lucene99HnswVectorsFormat(m, beam);
                case BITS8 -> quantized(ScalarEncoding.UNSIGNED_BYTE, m, beam);
                case BITS7 -> quantized(ScalarEncoding.SEVEN_BIT, m, beam);
                case BITS4 -> quantized(ScalarEncoding.PACKED_NIBBLE, m, beam);
                case BITS1 -> quantized(ScalarEncoding.SINGLE_BIT_QUERY_NIBBLE, m, beam);
            };
        }

        private static KnnVectorsFormat quantized(ScalarEncoding encoding, int m, int beam) {
            return new Lucene104HnswScalarQuantizedVectorsFormat(encoding, m, beam);
        }
    }

    public static Contender of(String variant, ContenderSettings settings) throws IOException {
        return new LuceneContender(Variant.of(variant), settings);
    }

    @Override
    public void build(float[][] rows) throws IOException {
        IndexWriterConfig config =
                new IndexWriterConfig(null)
                        .setCodec(codec())
                        .setUseCompoundFile(false)
                        .setRAMBufferSizeMB(BUFFER_MB)
                        .setRAMPerThreadHardLimitMB(BUFFER_MB);
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (float[] row : rows) {
                Document document = new Document();
                document.add(new KnnFloatVectorField(FIELD, row, similarity()));
                writer.addDocument(document);
            }
            writer.forceMerge(1);
            writer.commit();
        }
        reader = DirectoryReader.open(directory);
    }

    /// Documents get numbers in the order in which they come, so a number is the row's id.
    private Codec codec() {
        KnnVectorsFormat format = variant.format(settings.graph());
        return new Lucene104Codec() {
            @Override
            public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return format;
            }
        };
    }

    private VectorSimilarityFunction similarity() {
        return switch (settings.similarity()) {
            // Of unit vectors, and cheaper than its own cosine.
            case COSINE -> VectorSimilarityFunction.DOT_PRODUCT;
            case DOT -> VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT;
            case EUCLID -> VectorSimilarityFunction.EUCLIDEAN;
        };
    }

    @Override
    public Searcher searcher() {
        if (reader == null || reader.leaves().size() != 1) {
            throw new IllegalStateException("expected one segment");
        }
        LeafReader segment = reader.leaves().getFirst().reader();
        return variant == Variant.FLOAT32
                ? new FloatSearcher(segment)
                : new RescoringSearcher(segment, variant.rescoredPerResult);
    }

    /// Graph and codes; not the vectors, nor what else a segment has.
    @Override
    public long indexBytes() throws IOException {
        long bytes = 0;
        for (String file : directory.listAll()) {
            if (file.endsWith(".vex") || file.endsWith(".veq")) {
                bytes += directory.fileLength(file);
            }
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
        directory.close();
    }
}
