package io.digi.bench.service;

import io.digi.bench.data.BitRows;
import io.digi.bench.data.ExactNeighbors;
import io.digi.bench.data.IndexData;
import io.digi.bench.data.NpyFile;
import io.digi.bench.data.Similarity;
import io.digi.bench.embedded.SearchTable;
import io.digi.index.flat.RowSet;
import io.digi.model.vector.DenseVector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The points that every service gets, each with its tenant, and the queries that it is asked: over
/// all points, and among those of the tenant that the point nearest to the query belongs to.
/// Compared by cosine.
public final class ServiceData {
    private final IndexData data;
    private final List<String> tenantOfPoint;
    private final float[][] queries;
    private final Map<String, BitSet> pointsOfTenant = new LinkedHashMap<>();
    private final NpyFile tenantNeighbors;

    private ServiceData(IndexData data, List<String> tenantOfPoint, Path work)
            throws IOException, InterruptedException {
        this.data = data;
        this.tenantOfPoint = tenantOfPoint;
        this.queries = Similarity.COSINE.prepared(data.queries());
        for (int point = 0; point < tenantOfPoint.size(); point++) {
            pointsOfTenant.computeIfAbsent(tenantOfPoint.get(point), _ -> new BitSet()).set(point);
        }
        this.tenantNeighbors =
                ExactNeighbors.among(
                        work.resolve("neighbors-of-tenants-" + madeOf() + ".npy"),
                        data,
                        queries,
                        query -> permitted(tenantOfQuery(query)),
                        Similarity.COSINE,
                        SearchTable.LIMIT);
    }

    /// Real points with their tenants, or made-up ones that belong to `tenantCount` in turn.
    public static ServiceData of(IndexData data, List<String> tenants, int tenantCount, Path work)
            throws IOException, InterruptedException {
        List<String> tenantOfPoint =
                tenants.isEmpty()
                        ? IntStream.range(0, data.count())
                                .mapToObj(point -> "tenant_" + point % tenantCount)
                                .toList()
                        : List.copyOf(tenants);
        return new ServiceData(data, tenantOfPoint, work);
    }

    private RowSet permitted(String tenant) {
        return new BitRows(pointsOfTenant.getOrDefault(tenant, new BitSet()));
    }

    /// Tells one set of points from another, in eight characters.
    public String madeOf() {
        return "%08x".formatted(31 * data.folder().hashCode() + tenantOfPoint.hashCode());
    }

    public int count() {
        return data.count();
    }

    public int dimension() {
        return data.dimension();
    }

    public List<String> tenants() {
        return List.copyOf(pointsOfTenant.keySet());
    }

    ServicePoint point(int number) {
        DenseVector vector = new DenseVector(data.base().floats(number));
        return new ServicePoint(number, vector, tenantOfPoint.get(number));
    }

    public int queryCount() {
        return queries.length;
    }

    float[] query(int number) {
        return queries[number];
    }

    String tenantOfQuery(int number) {
        return tenantOfPoint.get(data.neighbors().intAt(number, 0));
    }

    /// The true nearest of all points.
    NpyFile neighbors() {
        return data.neighbors();
    }

    /// The true nearest of the query's tenant.
    NpyFile tenantNeighbors() {
        return tenantNeighbors;
    }
}
