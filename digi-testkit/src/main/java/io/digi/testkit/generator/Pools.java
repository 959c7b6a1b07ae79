package io.digi.testkit.generator;

import io.digi.model.filter.GeoPoint;
import io.digi.model.id.PointId;
import io.digi.model.id.TenantId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import java.util.List;
import java.util.stream.Stream;

/// What is drawn from.
public final class Pools {
    /// The payload key that names the tenant where a generated collection keeps tenants apart.
    public static final String TENANT_FIELD = "tenant";

    public static final List<TenantId> TENANTS =
            Stream.of("a", "a\u0000", "ab", "ü").map(TenantId::new).toList();

    /// Ids of the three kinds, among them the first and the last number.
    public static final List<PointId> IDS =
            List.of(
                    PointId.of(0),
                    PointId.of(1),
                    PointId.of(2),
                    PointId.of(3),
                    PointId.of(255),
                    PointId.of(256),
                    PointId.of(Long.MAX_VALUE),
                    PointId.of(-1),
                    PointId.of("00000000-0000-0000-0000-000000000000"),
                    PointId.of("00000000-0000-0000-0000-000000000001"),
                    PointId.of("550e8400-e29b-41d4-a716-446655440000"),
                    PointId.of("ffffffff-ffff-ffff-ffff-ffffffffffff"),
                    PointId.of("1"),
                    PointId.of("a"),
                    PointId.of("a\u0000"),
                    PointId.of("a\u0000b"),
                    PointId.of("ab"),
                    PointId.of("doc_123"),
                    PointId.of("\uffee"),
                    PointId.of("\ud83c\udf0d"));

    static final List<VectorName> VECTORS =
            List.of(VectorName.DEFAULT, new VectorName("image"), new VectorName("text"));
    static final VectorName UNKNOWN_VECTOR = new VectorName("unknown");

    static final List<String> TEXTS =
            List.of(
                    "Rome",
                    "Oslo",
                    "New York",
                    "new york, rome",
                    "rome",
                    "",
                    "1",
                    "true",
                    "ünï",
                    "o",
                    "00000000-0000-0000-0000-0000000000ff",
                    "000000000000000000000000000000FF");
    static final List<Long> INTEGERS =
            List.of(-1L, 0L, 1L, 2L, 3L, Long.MIN_VALUE, Long.MAX_VALUE, 9_007_199_254_740_993L);
    static final List<Double> REALS =
            List.of(-1.5, 0.0, 0.5, 1.0, 2.0, 1e300, 9_007_199_254_740_992.0);
    static final List<String> DATETIMES =
            List.of(
                    "2024-03-01",
                    "2024-03-01T00:00:00Z",
                    "2024-03-01 10:00",
                    "2024-03-01T12:00:00+02:00",
                    "2024-03-01T12:00:00.123456+0200",
                    "2024-03-01 10:00:00.1234567",
                    "1969-12-31T23:59:59.9999999Z",
                    "2024-02-30",
                    "yesterday");

    /// Microseconds at, just before and just after those datetimes.
    static final List<Long> MICROS =
            List.of(
                    -1L,
                    0L,
                    1_709_251_200_000_000L,
                    1_709_287_200_000_000L,
                    1_709_287_199_999_999L,
                    1_709_287_200_123_456L,
                    1_709_287_200_123_457L);

    static final List<GeoPoint> PLACES =
            List.of(
                    new GeoPoint(0, 0),
                    new GeoPoint(13, 52),
                    new GeoPoint(2, 48),
                    new GeoPoint(179, -17),
                    new GeoPoint(-179, -17),
                    new GeoPoint(10, 50),
                    new GeoPoint(15, 50),
                    new GeoPoint(0, 90));
    static final List<Double> RADII = List.of(1.0, 50_000.0, 1_000_000.0, 6_000_000.0);

    /// Paths into generated payloads.
    static final List<JsonPath> PATHS =
            paths(
                    "city",
                    "n",
                    "at",
                    "place",
                    "tags",
                    "tags[]",
                    "tags[0]",
                    "items",
                    "items[].n",
                    "items[].s",
                    "items[0].n",
                    "items[1]",
                    "deep",
                    "deep.a",
                    "deep.a.b",
                    "deep.c",
                    "deep.c[]",
                    "\"odd.key\"",
                    "missing",
                    "missing.deep",
                    "n.x");

    /// Paths into the elements of the array `items`.
    static final List<JsonPath> ELEMENT_PATHS = paths("n", "s", "at", "missing");

    private Pools() {}

    private static List<JsonPath> paths(String... texts) {
        return Stream.of(texts).map(JsonPath::parse).toList();
    }
}
