package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.Digi;
import io.digi.engine.trial.Trials;
import io.digi.engine.verify.Verification;
import io.digi.model.change.Point;
import io.digi.model.engine.VectorEngine;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.query.ScoredPoint;
import io.digi.model.vector.Distance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is written while graphs are built, saved, loaded and mended: a search on a graph has as
/// many hits as there are matches, up to its limit, each once, each with its true score.
class GraphModelTest {
    private static final int STEPS = 60;
    private static final int ID_MAX = 400;

    @TempDir private Path directory;

    private final Map<Long, float[]> points = new TreeMap<>();

    @Test
    void graphAnswersAreTrueAndComplete() {
        Trials.run(1, this::trial);
    }

    private void trial(Random random) {
        points.clear();
        VectorEngine engine = open();
        try {
            new Graphs(engine).create(Graphs.hnsw(4, 8), Distance.EUCLID);
            for (int step = 0; step < STEPS; step++) {
                if (random.nextInt(12) == 0) {
                    engine.close();
                    requireSound();
                    engine = open();
                }
                step(new Graphs(engine), random);
            }
            new Graphs(engine).settled();
            search(new Graphs(engine), random);
        } finally {
            engine.close();
        }
        requireSound();
    }

    private void step(Graphs graphs, Random random) {
        switch (random.nextInt(6)) {
            case 0, 1, 2 -> upsert(graphs, random);
            case 3 -> delete(graphs, random);
            default -> search(graphs, random);
        }
    }

    private void upsert(Graphs graphs, Random random) {
        List<Point> upserted = new ArrayList<>();
        for (int i = random.nextInt(60); i >= 0; i--) {
            long id = random.nextInt(ID_MAX);
            float[] vector = Graphs.vector(random);
            points.put(id, vector);
            upserted.add(Graphs.point(id, vector));
        }
        graphs.upsert(upserted);
    }

    private void delete(Graphs graphs, Random random) {
        List<PointId> ids = new ArrayList<>();
        for (int i = random.nextInt(30); i >= 0; i--) {
            long id = random.nextInt(ID_MAX);
            points.remove(id);
            ids.add(PointId.of(id));
        }
        graphs.delete(ids);
    }

    private void search(Graphs graphs, Random random) {
        float[] query = Graphs.vector(random);
        int color = random.nextInt(2 * Graphs.COLORS);
        boolean all = color >= Graphs.COLORS;
        int limit = 1 + random.nextInt(random.nextInt(5) == 0 ? 500 : 12);
        List<ScoredPoint> hits =
                graphs.nearest(
                        query,
                        all ? Filter.ALL : Graphs.color(color),
                        limit,
                        Graphs.ef(1 + random.nextInt(20)));
        long matches =
                points.keySet().stream().filter(id -> all || id % Graphs.COLORS == color).count();
        assertThat(hits).hasSize((int) Math.min(limit, matches));
        Set<Long> seen = new HashSet<>();
        for (ScoredPoint hit : hits) {
            long id = ((PointId.Num) hit.id()).value();
            assertThat(seen.add(id)).isTrue();
            assertThat(points).containsKey(id);
            assertThat(all || id % Graphs.COLORS == color).isTrue();
            assertThat((double) hit.score())
                    .isCloseTo(distance(query, points.get(id)), Offset.offset(1e-3));
        }
    }

    private void requireSound() {
        assertThat(Verification.of(directory, Graphs.SETTINGS, (_, _) -> {}).findings()).isEmpty();
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (double) (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }

    private VectorEngine open() {
        return Digi.open(directory, Graphs.SETTINGS);
    }
}
