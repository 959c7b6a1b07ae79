package io.digi.engine.geo;

/// A rectangle of degrees. One that crosses the antimeridian has its west east of its east.
record BoxArea(double west, double east, double south, double north) implements GeoArea {
    @Override
    public boolean contains(Place place) {
        boolean isEast = place.lon() > west;
        boolean isWest = place.lon() < east;
        return south < place.lat()
                && place.lat() < north
                && (crosses() ? isEast || isWest : isEast && isWest);
    }

    @Override
    public Relation relation(GeoCell cell) {
        boolean allEast = cell.west() > west;
        boolean allWest = cell.east() < east;
        boolean noneEast = cell.east() <= west;
        boolean noneWest = cell.west() >= east;
        boolean outside =
                cell.north() <= south
                        || cell.south() >= north
                        || (crosses() ? noneEast && noneWest : noneEast || noneWest);
        boolean inside =
                cell.south() > south
                        && cell.north() < north
                        && (crosses() ? allEast || allWest : allEast && allWest);
        return outside ? Relation.OUTSIDE : inside ? Relation.INSIDE : Relation.CROSSING;
    }

    private boolean crosses() {
        return west > east;
    }
}
