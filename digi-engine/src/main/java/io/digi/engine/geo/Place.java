package io.digi.engine.geo;

import io.digi.model.payload.Value;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// A place as a payload has it, in degrees: `{"lon": …, "lat": …}`. What is out of range is no
/// place.
public record Place(double lon, double lat) {
    private static final double LON_MAX = 180;
    private static final double LAT_MAX = 90;

    public Place {
        // The two zeros are one place.
        lon += 0.0;
        lat += 0.0;
    }

    public static Optional<Place> of(Value value) {
        if (!(value instanceof Value.Struct(Map<String, Value> fields))) {
            return Optional.empty();
        }
        OptionalDouble lon = degrees(fields, "lon");
        OptionalDouble lat = degrees(fields, "lat");
        boolean isPlace =
                lon.isPresent()
                        && lat.isPresent()
                        && Math.abs(lon.getAsDouble()) <= LON_MAX
                        && Math.abs(lat.getAsDouble()) <= LAT_MAX;
        return isPlace
                ? Optional.of(new Place(lon.getAsDouble(), lat.getAsDouble()))
                : Optional.empty();
    }

    private static OptionalDouble degrees(Map<String, Value> fields, String key) {
        Value value = fields.get(key);
        if (value instanceof Value.Int(long whole)) {
            return OptionalDouble.of((double) whole);
        }
        return value instanceof Value.Real(double degrees)
                ? OptionalDouble.of(degrees)
                : OptionalDouble.empty();
    }
}
