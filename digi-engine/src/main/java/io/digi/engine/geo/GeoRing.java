package io.digi.engine.geo;

import io.digi.model.filter.GeoPoint;
import java.math.BigDecimal;
import java.util.List;

/// A closed line in the plane of degrees, and where a place lies: inside if a ray to the east
/// crosses the line an odd number of times. On which side of an edge a place lies is decided
/// exactly, so that the border belongs to neither side.
final class GeoRing {
    /// Where a place lies.
    enum Position {
        INSIDE,
        BORDER,
        OUTSIDE
    }

    /// Bounds the rounding error of the determinant in [#side], relative to the magnitude of its
    /// terms: (3 + 16 ε) ε with ε = 2^-53 [1].
    ///
    /// [1] J. R. Shewchuk, Adaptive Precision Floating-Point Arithmetic, 1997.
    private static final double ERROR_BOUND = (3 + 16 * 0x1p-53) * 0x1p-53;

    private final double[] lons;
    private final double[] lats;

    GeoRing(List<GeoPoint> points) {
        lons = points.stream().mapToDouble(GeoPoint::lon).toArray();
        lats = points.stream().mapToDouble(GeoPoint::lat).toArray();
    }

    Position position(double lon, double lat) {
        boolean inside = false;
        for (int i = 1; i < lons.length; i++) {
            double side = side(i, lon, lat);
            if (side == 0 && isBetween(i, lon, lat)) {
                return Position.BORDER;
            }
            boolean upward = lats[i - 1] <= lat && lat < lats[i];
            boolean downward = lats[i] <= lat && lat < lats[i - 1];
            // The ray meets an upward edge if the place is left of it, a downward one if right.
            if ((upward && side > 0) || (downward && side < 0)) {
                inside = !inside;
            }
        }
        return inside ? Position.INSIDE : Position.OUTSIDE;
    }

    /// Whether an edge has a point in the cell; true where that is hard to tell.
    boolean meets(GeoCell cell) {
        for (int i = 1; i < lons.length; i++) {
            if (spans(i, cell) && !isBeside(i, cell)) {
                return true;
            }
        }
        return false;
    }

    private boolean spans(int i, GeoCell cell) {
        return Math.min(lons[i - 1], lons[i]) <= cell.east()
                && Math.max(lons[i - 1], lons[i]) >= cell.west()
                && Math.min(lats[i - 1], lats[i]) <= cell.north()
                && Math.max(lats[i - 1], lats[i]) >= cell.south();
    }

    /// Whether all corners lie strictly on one side of the line of edge `i`.
    private boolean isBeside(int i, GeoCell cell) {
        double a = side(i, cell.west(), cell.south());
        double b = side(i, cell.west(), cell.north());
        double c = side(i, cell.east(), cell.south());
        double d = side(i, cell.east(), cell.north());
        return (a > 0 && b > 0 && c > 0 && d > 0) || (a < 0 && b < 0 && c < 0 && d < 0);
    }

    /// Whether the place, which is on the line of edge `i`, is on the edge itself.
    private boolean isBetween(int i, double lon, double lat) {
        return Math.min(lons[i - 1], lons[i]) <= lon
                && lon <= Math.max(lons[i - 1], lons[i])
                && Math.min(lats[i - 1], lats[i]) <= lat
                && lat <= Math.max(lats[i - 1], lats[i]);
    }

    /// Positive if the place is left of edge `i`, negative if right, 0 if on its line.
    private double side(int i, double lon, double lat) {
        double left = (lons[i] - lons[i - 1]) * (lat - lats[i - 1]);
        double right = (lats[i] - lats[i - 1]) * (lon - lons[i - 1]);
        double determinant = left - right;
        return Math.abs(determinant) > ERROR_BOUND * (Math.abs(left) + Math.abs(right))
                ? determinant
                : exactSide(i, lon, lat);
    }

    private int exactSide(int i, double lon, double lat) {
        BigDecimal left = difference(lons[i], lons[i - 1]).multiply(difference(lat, lats[i - 1]));
        BigDecimal right = difference(lats[i], lats[i - 1]).multiply(difference(lon, lons[i - 1]));
        return left.compareTo(right);
    }

    private static BigDecimal difference(double a, double b) {
        return new BigDecimal(a).subtract(new BigDecimal(b));
    }
}
