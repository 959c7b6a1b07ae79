package io.digi.bench.embedded;

import io.digi.bench.data.Embeddings;
import io.digi.bench.data.GeneratedVectors;
import io.digi.bench.data.Similarity;
import io.digi.model.change.Point;
import io.digi.model.id.PointId;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.vector.NamedVectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Points that belong to tenants, in the order in which they are stored: those of one tenant lie
/// anywhere among those of the others. Compared by cosine.
public final class TenantSet {
    /// The field of a point that names its tenant.
    public static final String FIELD = "tenant";

    private final String madeOf;
    private final List<String> names;
    private final int[] tenantOfPoint;
    private final float[][] queries;
    private final IntFunction<float[]> vectors;

    private TenantSet(
            String madeOf,
            List<String> names,
            int[] tenantOfPoint,
            float[][] queries,
            IntFunction<float[]> vectors) {
        this.madeOf = madeOf;
        this.names = names;
        this.tenantOfPoint = tenantOfPoint;
        this.queries = queries;
        this.vectors = vectors;
    }

    /// One tenant, with the numbers of its points.
    public record Tenant(String name, List<Integer> points) {}

    /// Real points, whose tenant is a field of their payload.
    public static TenantSet read(Path folder, String field, int queryCount) throws IOException {
        Embeddings data = Embeddings.read(folder);
        List<String> texts = Embeddings.texts(folder, field);
        List<String> names = texts.stream().distinct().toList();
        Map<String, Integer> numbers = new HashMap<>();
        names.forEach(name -> numbers.put(name, numbers.size()));
        int[] tenants = texts.stream().mapToInt(numbers::get).toArray();
        float[][] queries = Similarity.COSINE.prepared(data.queries());
        return new TenantSet(
                folder + " " + field,
                names,
                tenants,
                IntStream.range(0, queries.length)
                        .limit(queryCount)
                        .mapToObj(query -> queries[query])
                        .toArray(float[][]::new),
                data.base()::floats);
    }

    /// Points made from a seed, those of all tenants mixed.
    public static TenantSet generate(
            TenantGroups groups, int dimension, int queryCount, long seed) {
        List<String> names = new ArrayList<>();
        int[] tenants = new int[groups.points()];
        int next = 0;
        for (TenantGroups.Group group : groups.groups()) {
            for (int i = 0; i < group.tenants(); i++) {
                for (int point = 0; point < group.pointsEach(); point++) {
                    tenants[next++] = names.size();
                }
                names.add("tenant_" + names.size());
            }
        }
        shuffle(tenants, new SplittableRandom(seed));
        GeneratedVectors vectors = new GeneratedVectors(seed, dimension);
        float[][] queries = new float[queryCount][];
        for (int query = 0; query < queryCount; query++) {
            queries[query] = vectors.vector(-1 - query);
        }
        return new TenantSet(
                "%s of %d, %d".formatted(groups, dimension, seed),
                names,
                tenants,
                queries,
                point -> vectors.vector(1 + point));
    }

    private static void shuffle(int[] numbers, SplittableRandom random) {
        for (int i = numbers.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int number = numbers[i];
            numbers[i] = numbers[other];
            numbers[other] = number;
        }
    }

    /// Names the content.
    public String madeOf() {
        return madeOf;
    }

    public int count() {
        return tenantOfPoint.length;
    }

    public int tenantCount() {
        return names.size();
    }

    public int dimension() {
        return queries[0].length;
    }

    public float[][] queries() {
        return queries;
    }

    /// A point by its number. Thread-safe.
    public Point point(int number) {
        Value tenant = Value.of(names.get(tenantOfPoint[number]));
        return new Point(
                PointId.of(number),
                NamedVectors.of(vectors.apply(number)),
                Payload.of(Map.of(FIELD, tenant)));
    }

    /// Some tenants, largest first: the largest, the smallest, and others evenly between.
    public List<Tenant> sample(int most) {
        int[] sizes = new int[names.size()];
        IntStream.of(tenantOfPoint).forEach(tenant -> sizes[tenant]++);
        List<Integer> bySize =
                IntStream.range(0, sizes.length)
                        .boxed()
                        .sorted(Comparator.comparingInt(tenant -> -sizes[tenant]))
                        .toList();
        int count = Math.min(most, bySize.size());
        List<Integer> chosen =
                IntStream.range(0, count)
                        .map(i ->
                                count == 1
                                        ? 0
                                        : (int) ((long) i * (bySize.size() - 1) / (count - 1)))
                        .mapToObj(bySize::get)
                        .toList();
        return chosen.stream().map(this::tenant).toList();
    }

    private Tenant tenant(int number) {
        List<Integer> points =
                IntStream.range(0, tenantOfPoint.length)
                        .filter(point -> tenantOfPoint[point] == number)
                        .boxed()
                        .toList();
        return new Tenant(names.get(number), points);
    }
}
