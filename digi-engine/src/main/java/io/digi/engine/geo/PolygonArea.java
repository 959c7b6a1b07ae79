package io.digi.engine.geo;

import java.util.List;

/// What is inside one ring and outside some others, in the plane of degrees.
record PolygonArea(GeoRing exterior, List<GeoRing> holes) implements GeoArea {
    PolygonArea {
        holes = List.copyOf(holes);
    }

    @Override
    public boolean contains(Place place) {
        return contains(place.lon(), place.lat());
    }

    /// A cell that no edge meets lies on one side of every ring, as does its corner.
    @Override
    public Relation relation(GeoCell cell) {
        if (exterior.meets(cell) || holes.stream().anyMatch(hole -> hole.meets(cell))) {
            return Relation.CROSSING;
        }
        return contains(cell.west(), cell.south()) ? Relation.INSIDE : Relation.OUTSIDE;
    }

    private boolean contains(double lon, double lat) {
        return exterior.position(lon, lat) == GeoRing.Position.INSIDE
                && holes.stream()
                        .allMatch(hole -> hole.position(lon, lat) == GeoRing.Position.OUTSIDE);
    }
}
