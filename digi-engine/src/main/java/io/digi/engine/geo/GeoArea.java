package io.digi.engine.geo;

import io.digi.model.filter.FieldTest;

/// A shape on the earth. All shapes are open: a place on the border is outside.
public sealed interface GeoArea permits BoxArea, CircleArea, PolygonArea {
    /// How the places of a cell lie to an area. `CROSSING` is always a sound answer.
    enum Relation {
        /// All of them are in the area.
        INSIDE,
        /// None of them is.
        OUTSIDE,
        /// Some of them may be.
        CROSSING
    }

    static GeoArea of(FieldTest.GeoBoundingBox box) {
        return new BoxArea(
                box.topLeft().lon(),
                box.bottomRight().lon(),
                box.bottomRight().lat(),
                box.topLeft().lat());
    }

    static GeoArea of(FieldTest.GeoRadius circle) {
        return new CircleArea(circle.center().lon(), circle.center().lat(), circle.radiusMeters());
    }

    static GeoArea of(FieldTest.GeoPolygon polygon) {
        return new PolygonArea(
                new GeoRing(polygon.exterior()),
                polygon.interiors().stream().map(GeoRing::new).toList());
    }

    boolean contains(Place place);

    Relation relation(GeoCell cell);
}
