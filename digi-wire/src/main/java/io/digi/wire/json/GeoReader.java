package io.digi.wire.json;

import io.digi.model.error.Violation;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.GeoPoint;
import java.util.ArrayList;
import java.util.List;

/// Reads places and areas.
final class GeoReader {
    private static final int RING_COUNT_MIN = 4;

    private GeoReader() {}

    static FieldTest boundingBox(JsonReader in) {
        Field<GeoPoint> topLeft = new Field<>();
        Field<GeoPoint> bottomRight = new Field<>();
        in.object(
                "a box",
                name -> {
                    switch (name) {
                        case "top_left" -> topLeft.set(point(in));
                        case "bottom_right" -> bottomRight.set(point(in));
                        default -> {
                            return false;
                        }
                    }
                    return true;
                });
        return new FieldTest.GeoBoundingBox(
                topLeft.required(in, "top_left"), bottomRight.required(in, "bottom_right"));
    }

    static FieldTest radius(JsonReader in) {
        Field<GeoPoint> center = new Field<>();
        Field<Double> radius = new Field<>();
        in.object(
                "a circle",
                name -> {
                    switch (name) {
                        case "center" -> center.set(point(in));
                        case "radius" -> radius.set(JsonText.number(in));
                        default -> {
                            return false;
                        }
                    }
                    return true;
                });
        return new FieldTest.GeoRadius(
                center.required(in, "center"), radius.required(in, "radius"));
    }

    static FieldTest polygon(JsonReader in) {
        Field<List<GeoPoint>> exterior = new Field<>();
        List<List<GeoPoint>> interiors = new ArrayList<>();
        in.object(
                "a polygon",
                name -> {
                    switch (name) {
                        case "exterior" -> exterior.set(ring(in));
                        case "interiors" -> {
                            if (!in.isNull()) {
                                in.array("rings", () -> interiors.add(ring(in)));
                            }
                        }
                        default -> {
                            return false;
                        }
                    }
                    return true;
                });
        return new FieldTest.GeoPolygon(exterior.required(in, "exterior"), interiors);
    }

    private static List<GeoPoint> ring(JsonReader in) {
        List<GeoPoint> points = new ArrayList<>();
        in.object(
                "a ring",
                name -> {
                    if (!name.equals("points")) {
                        return false;
                    }
                    in.array("points of a ring", () -> points.add(point(in)));
                    return true;
                });
        if (points.size() < RING_COUNT_MIN) {
            in.violate(
                    new Violation(
                            "points",
                            "a ring must have at least %d points, has %d"
                                    .formatted(RING_COUNT_MIN, points.size())));
        } else if (!points.getFirst().equals(points.getLast())) {
            in.violate(new Violation("points", "a ring must end with the point it starts with"));
        }
        return points;
    }

    static GeoPoint point(JsonReader in) {
        Field<Double> lonField = new Field<>();
        Field<Double> latField = new Field<>();
        in.object(
                "a place",
                name -> {
                    switch (name) {
                        case "lon" -> lonField.set(JsonText.number(in));
                        case "lat" -> latField.set(JsonText.number(in));
                        default -> {
                            return false;
                        }
                    }
                    return true;
                });
        double lon = lonField.required(in, "lon");
        double lat = latField.required(in, "lat");
        if (Math.abs(lon) > 180 || Math.abs(lat) > 90) {
            throw in.malformed(
                    ("Wrong format of GeoPoint payload: expected `lat` = %s within [-90;90] and"
                                    + " `lon` = %s within [-180;180]")
                            .formatted(lat, lon));
        }
        return new GeoPoint(lon, lat);
    }
}
