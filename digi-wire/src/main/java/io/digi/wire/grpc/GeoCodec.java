package io.digi.wire.grpc;

import io.digi.model.error.Violation;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.GeoPoint;
import io.digi.proto.Common;
import java.util.ArrayList;
import java.util.List;

/// Places and areas.
final class GeoCodec {
    private static final int RING_COUNT_MIN = 4;
    private static final GeoPoint STAND_IN = new GeoPoint(0, 0);

    private GeoCodec() {}

    static Common.GeoBoundingBox encode(FieldTest.GeoBoundingBox box) {
        return Common.GeoBoundingBox.newBuilder()
                .setTopLeft(encode(box.topLeft()))
                .setBottomRight(encode(box.bottomRight()))
                .build();
    }

    static FieldTest decode(Reading in, Common.GeoBoundingBox message) {
        if (!message.hasTopLeft() || !message.hasBottomRight()) {
            throw in.malformed("Malformed GeoBoundingBox condition");
        }
        return new FieldTest.GeoBoundingBox(
                in.at("top_left", () -> decode(in, message.getTopLeft())),
                in.at("bottom_right", () -> decode(in, message.getBottomRight())));
    }

    /// The radius is a float on the wire.
    static Common.GeoRadius encode(FieldTest.GeoRadius radius) {
        return Common.GeoRadius.newBuilder()
                .setCenter(encode(radius.center()))
                .setRadius((float) radius.radiusMeters())
                .build();
    }

    static FieldTest decode(Reading in, Common.GeoRadius message) {
        if (!message.hasCenter()) {
            throw in.malformed("Malformed GeoRadius condition");
        }
        if (!Float.isFinite(message.getRadius())) {
            in.violate(new Violation("radius", "must be finite, is " + message.getRadius()));
        }
        return new FieldTest.GeoRadius(
                in.at("center", () -> decode(in, message.getCenter())), message.getRadius());
    }

    static Common.GeoPolygon encode(FieldTest.GeoPolygon polygon) {
        return Common.GeoPolygon.newBuilder()
                .setExterior(encode(polygon.exterior()))
                .addAllInteriors(polygon.interiors().stream().map(GeoCodec::encode).toList())
                .build();
    }

    static FieldTest decode(Reading in, Common.GeoPolygon message) {
        if (!message.hasExterior()) {
            throw in.malformed("Malformed geo polygon condition - `exterior` is required");
        }
        return new FieldTest.GeoPolygon(
                in.at("exterior", () -> ring(in, message.getExterior())),
                in.each("interiors", message.getInteriorsList(), ring -> ring(in, ring)));
    }

    private static Common.GeoPoint encode(GeoPoint point) {
        return Common.GeoPoint.newBuilder().setLon(point.lon()).setLat(point.lat()).build();
    }

    private static GeoPoint decode(Reading in, Common.GeoPoint message) {
        return in.validated(() -> new GeoPoint(message.getLon(), message.getLat()), STAND_IN);
    }

    private static Common.GeoLineString encode(List<GeoPoint> ring) {
        return Common.GeoLineString.newBuilder()
                .addAllPoints(ring.stream().map(GeoCodec::encode).toList())
                .build();
    }

    private static List<GeoPoint> ring(Reading in, Common.GeoLineString message) {
        List<GeoPoint> points = new ArrayList<>();
        message.getPointsList().forEach(point -> points.add(decode(in, point)));
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
}
