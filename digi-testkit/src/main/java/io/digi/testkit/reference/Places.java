package io.digi.testkit.reference;

import io.digi.model.filter.FieldTest;
import io.digi.model.filter.GeoPoint;
import io.digi.model.payload.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a payload's places lie. A place is an object with the numbers `lon` and `lat` in degrees;
/// out of range it is none. Edges and the rim of a circle belong to no shape.
final class Places {
    /// The mean radius of the earth, as Qdrant takes it.
    private static final double EARTH_RADIUS_METERS = 6_371_008.8;

    /// A place as a payload has it, unchecked.
    record Place(double lon, double lat) {}

    private Places() {}

    static Optional<Place> of(Value value) {
        if (!(value instanceof Value.Struct(Map<String, Value> fields))) {
            return Optional.empty();
        }
        Optional<Double> lon = number(fields, "lon");
        Optional<Double> lat = number(fields, "lat");
        return lon.flatMap(x -> lat.map(y -> new Place(x, y)))
                .filter(p -> Math.abs(p.lon) <= 180 && Math.abs(p.lat) <= 90);
    }

    static boolean isInside(FieldTest.GeoBoundingBox box, Place place) {
        double west = box.topLeft().lon();
        double east = box.bottomRight().lon();
        boolean eastOfLeft = place.lon > west;
        boolean westOfRight = place.lon < east;
        boolean between = west > east ? eastOfLeft || westOfRight : eastOfLeft && westOfRight;
        return between && place.lat > box.bottomRight().lat() && place.lat < box.topLeft().lat();
    }

    static boolean isInside(FieldTest.GeoRadius circle, Place place) {
        return distanceMeters(circle.center(), place) < circle.radiusMeters();
    }

    static boolean isInside(FieldTest.GeoPolygon polygon, Place place) {
        return isInside(polygon.exterior(), place)
                && polygon.interiors().stream()
                        .noneMatch(hole -> isInside(hole, place) || isOnEdge(hole, place));
    }

    /// The haversine formula.
    private static double distanceMeters(GeoPoint from, Place to) {
        double fromLat = Math.toRadians(from.lat());
        double toLat = Math.toRadians(to.lat);
        double sinLat = Math.sin((toLat - fromLat) / 2);
        double sinLon = Math.sin(Math.toRadians(to.lon - from.lon()) / 2);
        double h = sinLat * sinLat + Math.cos(fromLat) * Math.cos(toLat) * sinLon * sinLon;
        return 2 * EARTH_RADIUS_METERS * Math.asin(Math.sqrt(Math.min(1, h)));
    }

    /// Counts the edges that a ray to the east crosses.
    private static boolean isInside(List<GeoPoint> ring, Place place) {
        if (isOnEdge(ring, place)) {
            return false;
        }
        boolean inside = false;
        for (int i = 0; i < ring.size(); i++) {
            GeoPoint a = ring.get(i);
            GeoPoint b = ring.get((i + 1) % ring.size());
            if (a.lat() > place.lat != b.lat() > place.lat) {
                double crossing =
                        a.lon() + (place.lat - a.lat()) / (b.lat() - a.lat()) * (b.lon() - a.lon());
                inside ^= place.lon < crossing;
            }
        }
        return inside;
    }

    private static boolean isOnEdge(List<GeoPoint> ring, Place place) {
        for (int i = 0; i < ring.size(); i++) {
            if (isOnEdge(ring.get(i), ring.get((i + 1) % ring.size()), place)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOnEdge(GeoPoint a, GeoPoint b, Place place) {
        double cross =
                (b.lon() - a.lon()) * (place.lat - a.lat())
                        - (b.lat() - a.lat()) * (place.lon - a.lon());
        return cross == 0
                && isBetween(a.lon(), b.lon(), place.lon)
                && isBetween(a.lat(), b.lat(), place.lat);
    }

    private static boolean isBetween(double a, double b, double x) {
        return Math.min(a, b) <= x && x <= Math.max(a, b);
    }

    private static Optional<Double> number(Map<String, Value> fields, String name) {
        return switch (fields.get(name)) {
            case Value.Int(long number) -> Optional.of((double) number);
            case Value.Real(double number) -> Optional.of(number);
            case null -> Optional.empty();
            case Value.Null _, Value.Bool _, Value.Text _, Value.Array _, Value.Struct _ ->
                    Optional.empty();
        };
    }
}
