package io.digi.engine.field;

import io.digi.engine.geo.GeoCell;
import io.digi.engine.geo.Place;
import java.util.Comparator;

/// A place behind the code of its finest cell, so that the places of any cell stand together.
record CellPlace(long code, double lon, double lat) implements Comparable<CellPlace> {
    private static final Comparator<CellPlace> ORDER =
            Comparator.<CellPlace>comparingLong(place -> place.code() ^ Long.MIN_VALUE)
                    .thenComparingDouble(CellPlace::lon)
                    .thenComparingDouble(CellPlace::lat);

    static CellPlace of(Place place) {
        return new CellPlace(GeoCell.code(place), place.lon(), place.lat());
    }

    /// Not above any place of the cell.
    static CellPlace first(GeoCell cell) {
        return new CellPlace(cell.firstCode(), Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }

    /// Not below any place of the cell.
    static CellPlace last(GeoCell cell) {
        return new CellPlace(cell.lastCode(), Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    Place place() {
        return new Place(lon, lat);
    }

    @Override
    public int compareTo(CellPlace other) {
        return ORDER.compare(this, other);
    }
}
