package io.digi.bench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.bench.report.BenchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class IndexDataTest {
    private static final long SEED = Long.getLong("digi.seed", 42);
    private static final int DIMENSION = 19;

    @TempDir Path folder;
    @TempDir Path work;

    @ParameterizedTest
    @EnumSource(Similarity.class)
    void missingNeighborsAreTheNearestOfAll(Similarity similarity) throws Exception {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        float[][] base = vectors(random, 30_000);
        float[][] queries = vectors(random, 3);
        fvecs("set_base.fvecs", base);
        fvecs("set_query.fvecs", queries);
        IndexData data = IndexData.complete(folder, work, similarity);
        assertThat(data.count()).isEqualTo(base.length);
        for (int query = 0; query < queries.length; query++) {
            int row = query;
            List<Integer> found =
                    IntStream.range(0, 100).mapToObj(i -> data.neighbors().intAt(row, i)).toList();
            assertThat(found).containsExactlyElementsOf(nearest(base, queries[query], similarity));
        }
    }

    @Test
    void givenNeighborsAreKept() throws Exception {
        fvecs("base.fvecs", vectors(new Random(SEED), 4));
        fvecs("queries.fvecs", vectors(new Random(SEED), 1));
        Files.write(folder.resolve("truth.ivecs"), ints(1, 3));
        IndexData data = IndexData.complete(folder, work, Similarity.DOT);
        assertThat(data.neighbors().intAt(0, 0)).isEqualTo(3);
    }

    @Test
    void tablesOfDifferentDimensionAreRefused() throws IOException {
        fvecs("base.fvecs", vectors(new Random(SEED), 4));
        fvecs("query.fvecs", new float[][] {{1, 2}});
        assertThatThrownBy(() -> IndexData.complete(folder, work, Similarity.COSINE))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("[4 × 19]")
                .hasMessageContaining("[1 × 2]");
    }

    @Test
    void aFolderWithoutVectorsSaysWhatItLacks() {
        assertThatThrownBy(() -> IndexData.complete(folder, work, Similarity.COSINE))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("base.npy");
    }

    @Test
    void generatedDataDependOnTheSeedOnlyAndAreKept() throws Exception {
        GeneratedSize size = GeneratedSize.parse("3000x24", 5);
        IndexData data = IndexData.generate(size, SEED, work);
        Path base = data.folder().resolve("base.npy");
        byte[] first = Files.readAllBytes(base);
        FileTime written = Files.getLastModifiedTime(base);
        assertThat(IndexData.generate(size, SEED, work).folder()).isEqualTo(data.folder());
        assertThat(Files.getLastModifiedTime(base)).isEqualTo(written);
        assertThat(
                        Files.readAllBytes(
                                IndexData.generate(size, SEED, folder)
                                        .folder()
                                        .resolve("base.npy")))
                .isEqualTo(first);
        assertThat(
                        Files.readAllBytes(
                                IndexData.generate(size, SEED + 1, work)
                                        .folder()
                                        .resolve("base.npy")))
                .isNotEqualTo(first);
    }

    @Test
    void sizesAreReadOrRefused() {
        assertThat(GeneratedSize.parse("300000x768", 9))
                .isEqualTo(new GeneratedSize(300_000, 768, 9));
        for (String wrong :
                List.of("", "x", "5x", "0x8", "8x0", "1e6x8", "-1x8", "99999999999x1")) {
            assertThatThrownBy(() -> GeneratedSize.parse(wrong, 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static List<Integer> nearest(float[][] base, float[] query, Similarity similarity) {
        double[] scores = new double[base.length];
        for (int row = 0; row < base.length; row++) {
            scores[row] = score(base[row], query, similarity);
        }
        return IntStream.range(0, base.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -scores[row]))
                .limit(100)
                .toList();
    }

    private static double score(float[] row, float[] query, Similarity similarity) {
        double dot = 0;
        double rowSquares = 0;
        double distance = 0;
        for (int i = 0; i < row.length; i++) {
            dot += (double) row[i] * query[i];
            rowSquares += (double) row[i] * row[i];
            distance += ((double) row[i] - query[i]) * ((double) row[i] - query[i]);
        }
        return switch (similarity) {
            case COSINE -> dot / Math.sqrt(rowSquares);
            case DOT -> dot;
            case EUCLID -> -distance;
        };
    }

    private static float[][] vectors(Random random, int count) {
        float[][] vectors = new float[count][DIMENSION];
        for (float[] vector : vectors) {
            for (int i = 0; i < DIMENSION; i++) {
                vector[i] = (float) random.nextGaussian();
            }
        }
        return vectors;
    }

    private void fvecs(String name, float[][] rows) throws IOException {
        int size = 4 + 4 * rows[0].length;
        ByteBuffer file = ByteBuffer.allocate(rows.length * size).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : rows) {
            file.putInt(row.length);
            for (float value : row) {
                file.putFloat(value);
            }
        }
        Files.write(folder.resolve(name), file.array());
    }

    private static byte[] ints(int... values) {
        ByteBuffer file = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            file.putInt(value);
        }
        return file.array();
    }
}
