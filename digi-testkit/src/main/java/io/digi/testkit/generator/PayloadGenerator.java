package io.digi.testkit.generator;

import io.digi.model.filter.GeoPoint;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Draws payloads whose keys usually hold values of one kind, and sometimes of another.
public final class PayloadGenerator {
    private final Draw draw;

    public PayloadGenerator(Draw draw) {
        this.draw = draw;
    }

    public Payload payload() {
        Map<String, Value> fields = new LinkedHashMap<>();
        put(fields, "city", this::text);
        put(fields, "n", this::number);
        put(fields, "at", this::datetime);
        put(fields, "place", this::place);
        put(fields, "tags", () -> array(3, this::anything));
        put(fields, "items", () -> array(3, this::item));
        put(fields, "deep", this::deep);
        put(fields, "odd.key", this::anything);
        return Payload.of(fields);
    }

    public JsonPath path() {
        return draw.one(Pools.PATHS);
    }

    private void put(Map<String, Value> fields, String key, Supplier<Value> usual) {
        int kind = draw.below(100);
        if (kind < 35) {
            fields.put(key, usual.get());
        } else if (kind < 45) {
            fields.put(key, array(2, usual));
        } else if (kind < 50) {
            fields.put(key, anything());
        }
    }

    private Value text() {
        return Value.of(draw.one(Pools.TEXTS));
    }

    private Value number() {
        return draw.chance(70)
                ? Value.of((long) draw.one(Pools.INTEGERS))
                : Value.of((double) draw.one(Pools.REALS));
    }

    private Value datetime() {
        return Value.of(draw.one(Pools.DATETIMES));
    }

    private Value place() {
        GeoPoint place = draw.one(Pools.PLACES);
        return object("lon", Value.of(place.lon()), "lat", Value.of((long) place.lat()));
    }

    private Value item() {
        return draw.chance(10)
                ? anything()
                : new Value.Struct(Map.of("n", number(), "s", text(), "at", datetime()));
    }

    private Value deep() {
        return object("a", object("b", anything(), "x", number()), "c", array(2, this::anything));
    }

    private Value anything() {
        return draw.choice(
                this::text,
                this::number,
                () -> Value.Null.NULL,
                () -> Value.of(draw.chance(50)),
                this::place,
                () -> new Value.Array(List.of()),
                () -> array(2, this::text),
                () -> Value.Struct.EMPTY);
    }

    private Value array(int most, Supplier<Value> element) {
        return new Value.Array(draw.several(0, most, element));
    }

    private static Value object(String key, Value value, String key2, Value value2) {
        return new Value.Struct(Map.of(key, value, key2, value2));
    }
}
