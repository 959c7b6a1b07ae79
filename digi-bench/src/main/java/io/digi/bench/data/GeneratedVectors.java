package io.digi.bench.data;

import io.digi.index.kernel.Norm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Unit vectors that lie as embeddings do: in clusters of a space of few dimensions, which is laid
/// into the many at random, with noise in all of them. What a row holds depends on seed, dimension
/// and its number only. Thread-safe.
///
/// A row is `normalise(A · (centre + SPREAD · g) + NOISE · h)` with `A [dimension × LATENT]` and
/// all of `A`, `centre`, `g`, `h` drawn from the normal distribution.
public final class GeneratedVectors {
    private static final int CLUSTERS = 400;
    private static final int LATENT = 32;
    private static final double SPREAD = 0.7;
    private static final double NOISE = 0.6;
    private static final int CHUNK = 1024;

    private final long seed;
    private final int dimension;
    private final float[][] directions;
    private final float[][] centres;

    public GeneratedVectors(long seed, int dimension) {
        this.seed = seed;
        this.dimension = dimension;
        this.directions = normal(new SplittableRandom(seed), LATENT, dimension);
        this.centres = normal(new SplittableRandom(~seed), CLUSTERS, LATENT);
    }

    private static float[][] normal(SplittableRandom random, int rows, int columns) {
        float[][] drawn = new float[rows][columns];
        for (float[] row : drawn) {
            for (int i = 0; i < columns; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return drawn;
    }

    /// Point `number`, or a query where it is negative.
    public float[] vector(long number) {
        SplittableRandom random = new SplittableRandom(seed + number * 0x9E3779B97F4A7C15L);
        float[] centre = centres[random.nextInt(CLUSTERS)];
        float[] vector = new float[dimension];
        for (int i = 0; i < LATENT; i++) {
            float weight = (float) (centre[i] + SPREAD * random.nextGaussian());
            float[] direction = directions[i];
            for (int j = 0; j < dimension; j++) {
                vector[j] += weight * direction[j];
            }
        }
        for (int j = 0; j < dimension; j++) {
            vector[j] += (float) (NOISE * random.nextGaussian());
        }
        Norm.normalise(vector);
        return vector;
    }

    void writePoints(Path file, int count) throws IOException {
        write(file, count, 1);
    }

    void writeQueries(Path file, int count) throws IOException {
        write(file, count, -1);
    }

    /// The rows `sign * 1`, `sign * 2`, …; made by all processors, written in order.
    private void write(Path file, int count, int sign) throws IOException {
        try (NpyWriter writer = NpyWriter.floats(file, count, dimension)) {
            for (int from = 0; from < count; from += CHUNK) {
                int first = from;
                float[][] rows = new float[Math.min(CHUNK, count - from)][];
                IntStream.range(0, rows.length)
                        .parallel()
                        .forEach(i -> rows[i] = vector((long) sign * (first + i + 1)));
                for (float[] row : rows) {
                    writer.add(row);
                }
            }
            writer.finish();
        }
    }
}
