package io.digi.engine.embedded;

import io.digi.engine.embedded.Contents.Content;
import io.digi.engine.embedded.Contents.Held;
import io.digi.engine.trial.RandomIndexes;
import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.change.PointSelection;
import io.digi.model.change.PointVectors;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.VectorConfig;
import io.digi.model.engine.Call;
import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.Filter;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.vector.DenseVector;
import io.digi.model.vector.Distance;
import io.digi.model.vector.NamedVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Random operations on two collections: `plain` of one vector, and `shared` of two named vectors,
/// which keeps tenants apart. Written so that rows are replaced and die, and extents fill.
final class Workload {
    static final String PLAIN = "plain";
    static final String SHARED = "shared";
    static final int DIMENSION = 4;

    /// Large enough for a graph of nine points.
    static final int PLAIN_DIMENSION = 32;

    static final int NUMBER_MAX = 6;

    private static final VectorName A = new VectorName("a");
    private static final VectorName B = new VectorName("b");
    private static final String NUMBER = "n";

    private static final int ID_MAX = 40;

    private final Random random;

    private Workload(Random random) {
        this.random = random;
    }

    /// The collections, then about `count` operations.
    static List<Step> steps(long seed, int count) {
        Workload workload = new Workload(new Random(seed));
        List<Step> steps = new ArrayList<>();
        steps.add(create(PLAIN));
        steps.add(create(SHARED));
        while (steps.size() < count + 2) {
            steps.addAll(workload.next());
        }
        return steps;
    }

    private List<Step> next() {
        int kind = random.nextInt(24);
        if (kind < 15) {
            return List.of(upsert(kind % 2 == 0 ? PLAIN : SHARED, points(kind % 2 == 0)));
        }
        return switch (kind) {
            case 15, 16 -> List.of(deleteIds());
            case 17 -> List.of(deleteMatching(random.nextInt(NUMBER_MAX)));
            case 18, 19 -> List.of(setNumber(random.nextInt(NUMBER_MAX)));
            case 20 -> updateVector();
            case 21 -> List.of(index(random));
            case 22 -> List.of(dropIndex());
            default -> List.of(drop(), create(PLAIN));
        };
    }

    private static Step create(String collection) {
        CollectionConfig config =
                collection.equals(PLAIN)
                        ? withGraph()
                        : CollectionConfig.of(
                                        Map.of(
                                                A, new VectorConfig(DIMENSION, Distance.EUCLID),
                                                B, new VectorConfig(DIMENSION, Distance.DOT)))
                                .withTenantField(Contents.TENANT);
        return new Step(
                "create " + collection,
                engine -> engine.collections().create(Call.everything(), name(collection), config),
                model -> model.collections().put(collection, Held.nothing()));
    }

    private static CollectionConfig withGraph() {
        VectorConfig vector = new VectorConfig(PLAIN_DIMENSION, Distance.DOT);
        return new CollectionConfig(
                new TreeMap<>(Map.of(VectorName.DEFAULT, vector)),
                Graphs.hnsw(4, 8),
                Graphs.settings(1),
                Payload.EMPTY,
                Optional.empty());
    }

    private static Step drop() {
        return new Step(
                "drop " + PLAIN,
                engine -> engine.collections().drop(Call.everything(), name(PLAIN)),
                model -> model.collections().remove(PLAIN));
    }

    static Step upsert(String collection, List<Point> points) {
        return write(
                collection,
                Call.everything(),
                new PointChange.Upsert(points),
                held ->
                        points.forEach(point ->
                                held.points()
                                        .put(
                                                Contents.key(
                                                        Contents.tenantOf(point.payload()),
                                                        point.id().toString()),
                                                new Content(point.vectors(), point.payload()))));
    }

    private Step deleteIds() {
        String tenant = tenant();
        List<PointId> ids = List.of(id(), id(), id());
        return write(
                SHARED,
                Call.tenant(tenant),
                new PointChange.Delete(new PointSelection.Ids(ids)),
                held ->
                        ids.forEach(
                                id -> held.points().remove(Contents.key(tenant, id.toString()))));
    }

    private static Step deleteMatching(long number) {
        return write(
                SHARED,
                Call.everything(),
                new PointChange.Delete(new PointSelection.Matching(hasNumber(number))),
                held -> held.points().values().removeIf(point -> number(point) == number));
    }

    private Step setNumber(long from) {
        Value to = Value.of((long) random.nextInt(NUMBER_MAX));
        return write(
                SHARED,
                Call.everything(),
                new PointChange.SetPayload(
                        new PointSelection.Matching(hasNumber(from)),
                        Payload.of(Map.of(NUMBER, to)),
                        Optional.empty()),
                held ->
                        held.points()
                                .replaceAll((_, point) ->
                                        number(point) == from
                                                ? new Content(
                                                        point.vectors(),
                                                        point.payload().with(NUMBER, to))
                                                : point));
    }

    /// A point with two vectors, of which one is replaced.
    private List<Step> updateVector() {
        Point point = point(/* plain= */ false);
        DenseVector vector = vector();
        String tenant = Contents.tenantOf(point.payload());
        NamedVectors given = new NamedVectors(Map.of(B, vector));
        NamedVectors both =
                new NamedVectors(Map.of(A, point.vectors().get(A).orElseThrow(), B, vector));
        Step update =
                write(
                        SHARED,
                        Call.tenant(tenant),
                        new PointChange.UpdateVectors(List.of(new PointVectors(point.id(), given))),
                        held ->
                                held.points()
                                        .put(
                                                Contents.key(tenant, point.id().toString()),
                                                new Content(both, point.payload())));
        return List.of(upsert(SHARED, List.of(point)), update);
    }

    private static Step index(Random random) {
        PayloadIndexConfig config =
                random.nextBoolean()
                        ? new PayloadIndexConfig.Int(true, true, false, random.nextBoolean())
                        : RandomIndexes.config(random);
        return alter(
                "index " + config,
                new CollectionChange.CreatePayloadIndex(JsonPath.ofKey(NUMBER), config),
                held -> held.indexes().add(NUMBER));
    }

    private static Step dropIndex() {
        return alter(
                "drop the index",
                new CollectionChange.DropPayloadIndex(JsonPath.ofKey(NUMBER)),
                held -> held.indexes().remove(NUMBER));
    }

    private static Step alter(String what, CollectionChange change, Consumer<Held> model) {
        return new Step(
                what,
                engine -> engine.collections().alter(Call.everything(), name(SHARED), change),
                contents -> model.accept(contents.in(SHARED)));
    }

    private static Step write(
            String collection, Call call, PointChange change, Consumer<Held> model) {
        return new Step(
                change.getClass().getSimpleName() + " in " + collection,
                engine -> engine.write(call, name(collection), List.of(change)),
                contents -> model.accept(contents.in(collection)));
    }

    private List<Point> points(boolean plain) {
        return Stream.generate(() -> point(plain)).limit(4 + random.nextInt(9)).toList();
    }

    private Point point(boolean plain) {
        Payload payload = Payload.of(Map.of(NUMBER, Value.of((long) random.nextInt(NUMBER_MAX))));
        return plain
                ? new Point(id(), NamedVectors.of(vector(PLAIN_DIMENSION).elements()), payload)
                : new Point(
                        id(),
                        new NamedVectors(Map.of(A, vector(), B, vector())),
                        payload.with(Contents.TENANT, Value.of(tenant())));
    }

    private PointId id() {
        return PointId.of(1L + random.nextInt(ID_MAX));
    }

    private String tenant() {
        return random.nextBoolean() ? "x" : "y";
    }

    private DenseVector vector() {
        return vector(DIMENSION);
    }

    private DenseVector vector(int dimension) {
        float[] elements = new float[dimension];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = random.nextFloat() - 0.5f;
        }
        return new DenseVector(elements);
    }

    private static long number(Content point) {
        return ((Value.Int) point.payload().get(NUMBER).orElseThrow()).value();
    }

    static Filter hasNumber(long number) {
        return Filter.must(
                new Condition.Field(
                        JsonPath.ofKey(NUMBER),
                        new FieldTest.MatchValue(new FieldTest.Scalar.Int(number))));
    }

    /// How many points have the number.
    static long count(Held held, long number) {
        return held.points().values().stream().filter(point -> number(point) == number).count();
    }

    private static CollectionName name(String collection) {
        return new CollectionName(collection);
    }
}
