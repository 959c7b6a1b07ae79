package io.digi.model.filter;

import io.digi.model.error.Violations;

/// A place on the earth in degrees (WGS 84).
public record GeoPoint(double lon, double lat) {
    public GeoPoint {
        new Violations().between("lon", lon, -180, 180).between("lat", lat, -90, 90).throwIfAny();
    }
}
