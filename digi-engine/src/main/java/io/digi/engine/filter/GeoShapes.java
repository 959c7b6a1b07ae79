package io.digi.engine.filter;

import io.digi.model.filter.FieldTest;
import io.digi.model.filter.GeoPoint;
import io.digi.model.payload.Value;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/// Tests of places, which stand in a payload as `{"lon": …, "lat": …}` in degrees. All shapes are
/// open: a place on the border is outside.
final class GeoShapes {
    /// The mean radius of the earth (GRS 80), on which Qdrant's distances are computed too.
    private static final double EARTH_RADIUS_METERS = 6_371_008.8;

    private GeoShapes() {}

    /// A test of a place in degrees.
    @FunctionalInterface
    interface Area {
        boolean contains(double lon, double lat);
    }

    static Predicate<Value> inside(FieldTest.GeoBoundingBox box) {
        double west = box.topLeft().lon();
        double east = box.bottomRight().lon();
        double north = box.topLeft().lat();
        double south = box.bottomRight().lat();
        return inside((lon, lat) ->
                south < lat
                        && lat < north
                        && (west > east ? lon > west || lon < east : west < lon && lon < east));
    }

    static Predicate<Value> inside(FieldTest.GeoRadius circle) {
        GeoPoint center = circle.center();
        double radiusMeters = circle.radiusMeters();
        return inside(
                (lon, lat) -> distanceMeters(center.lon(), center.lat(), lon, lat) < radiusMeters);
    }

    static Predicate<Value> inside(FieldTest.GeoPolygon polygon) {
        GeoRing exterior = new GeoRing(polygon.exterior());
        List<GeoRing> holes = polygon.interiors().stream().map(GeoRing::new).toList();
        return inside((lon, lat) ->
                exterior.position(lon, lat) == GeoRing.Position.INSIDE
                        && holes.stream()
                                .allMatch(hole ->
                                        hole.position(lon, lat) == GeoRing.Position.OUTSIDE));
    }

    private static Predicate<Value> inside(Area area) {
        return leaf -> {
            if (!(leaf instanceof Value.Struct(Map<String, Value> place))) {
                return false;
            }
            OptionalDouble lon = degrees(place, "lon");
            OptionalDouble lat = degrees(place, "lat");
            return lon.isPresent()
                    && lat.isPresent()
                    && area.contains(lon.getAsDouble(), lat.getAsDouble());
        };
    }

    private static OptionalDouble degrees(Map<String, Value> place, String key) {
        Value value = place.get(key);
        if (value instanceof Value.Int(long whole)) {
            return OptionalDouble.of((double) whole);
        }
        return value instanceof Value.Real(double degrees)
                ? OptionalDouble.of(degrees)
                : OptionalDouble.empty();
    }

    /// Along the great circle, by the haversine formula.
    static double distanceMeters(double lonA, double latA, double lonB, double latB) {
        double sinLat = Math.sin(Math.toRadians(latB - latA) / 2);
        double sinLon = Math.sin(Math.toRadians(lonB - lonA) / 2);
        double chord =
                sinLat * sinLat
                        + Math.cos(Math.toRadians(latA))
                                * Math.cos(Math.toRadians(latB))
                                * (sinLon * sinLon);
        return EARTH_RADIUS_METERS * 2 * Math.asin(Math.sqrt(chord));
    }
}
