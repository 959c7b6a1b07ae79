package io.digi.engine.geo;

/// The places within a distance along the great circle.
record CircleArea(double lon, double lat, double radiusMeters) implements GeoArea {
    /// The mean radius of the earth (GRS 80), on which Qdrant's distances are computed too.
    private static final double EARTH_RADIUS_METERS = 6_371_008.8;

    /// Above the rounding of a distance, which is greatest at the antipode: there it is the square
    /// root of the unit roundoff times the radius.
    private static final double MARGIN_METERS = 1;

    @Override
    public boolean contains(Place place) {
        return distanceMeters(lon, lat, place.lon(), place.lat()) < radiusMeters;
    }

    /// By the triangle inequality: no place of the cell is farther from its middle than the way
    /// along the meridian and then along the parallel.
    @Override
    public Relation relation(GeoCell cell) {
        double middleLon = (cell.west() + cell.east()) / 2;
        double middleLat = (cell.south() + cell.north()) / 2;
        double along = Math.toRadians(cell.north() - cell.south()) / 2;
        double across = Math.toRadians(cell.east() - cell.west()) / 2 * cosineMax(cell);
        double reach = EARTH_RADIUS_METERS * (along + across) + MARGIN_METERS;
        double distance = distanceMeters(lon, lat, middleLon, middleLat);
        if (distance + reach < radiusMeters) {
            return Relation.INSIDE;
        }
        return distance - reach > radiusMeters ? Relation.OUTSIDE : Relation.CROSSING;
    }

    private static double cosineMax(GeoCell cell) {
        boolean holdsEquator = cell.south() <= 0 && cell.north() >= 0;
        double nearest = Math.min(Math.abs(cell.south()), Math.abs(cell.north()));
        return holdsEquator ? 1 : Math.cos(Math.toRadians(nearest));
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
        return EARTH_RADIUS_METERS * 2 * Math.asin(Math.sqrt(Math.min(1, chord)));
    }
}
