package io.digi.engine.trial;

import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Payloads over few keys and few values, so that conditions often meet what they ask for.
public final class RandomPayloads {
    private static final String[] KEYS = {"a", "a", "a", "b", "b", "c", "lon", "lat"};
    private static final String[] TEXTS = {
        "",
        "red",
        "green",
        "Red wine",
        "a glass of red wine, red",
        "red wine of red",
        "ä€𝄞",
        "2024-02-29",
        "2024-02-29T12:00:00.5Z",
        "00000000-0000-0000-0000-0000000000ff",
        "000000000000000000000000000000FF",
        "urn:uuid:00000000-0000-0000-0000-0000000000ff",
        "{f0000000-0000-0000-0000-000000000001}"
    };
    private static final long[] INTS = {
        0, 1, 2, 3, -1, Long.MAX_VALUE, Long.MIN_VALUE, (1L << 53) + 1, 1L << 53
    };
    private static final double[] REALS = {
        0.0, -0.0, 1.0, 1.5, -1.5, 0x1p53, 0x1p63, -0x1p63, 1e300
    };

    private final Random random;

    public RandomPayloads(Random random) {
        this.random = random;
    }

    public Payload next() {
        Payload payload = new Payload(object(3));
        return random.nextInt(3) > 0 ? payload : payload.with("a", elements());
    }

    /// Objects that mostly have a `b`, so that `a[].b` has several values.
    private Value.Array elements() {
        List<Value> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(random.nextInt(8) == 0 ? value(1) : Json.object("b", value(2)));
        }
        return new Value.Array(items);
    }

    public String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    public long number() {
        return INTS[random.nextInt(INTS.length)];
    }

    public double real() {
        return REALS[random.nextInt(REALS.length)];
    }

    public String key() {
        return KEYS[random.nextInt(KEYS.length)];
    }

    private Value.Struct object(int levels) {
        Map<String, Value> fields = new LinkedHashMap<>();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            fields.put(key(), value(levels - 1));
        }
        return new Value.Struct(fields);
    }

    /// Sometimes out of range.
    public Value.Struct place() {
        return Json.object("lon", degrees(190), "lat", degrees(95));
    }

    /// Often whole, so that places lie on borders.
    public double degrees(int most) {
        double degrees = random.nextInt(-most, most + 1);
        return random.nextInt(3) == 0 ? degrees + random.nextDouble() / 10 : degrees;
    }

    private Value.Array array(int levels) {
        List<Value> items = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            items.add(value(levels - 1));
        }
        return new Value.Array(items);
    }

    private Value value(int levels) {
        return switch (random.nextInt(levels > 0 ? 11 : 6)) {
            case 0 -> Value.Null.NULL;
            case 1 -> Value.of(random.nextBoolean());
            case 2, 3 -> random.nextInt(4) == 0 ? Value.of(real()) : Value.of(number());
            case 4, 5 -> Value.of(text());
            case 6, 7, 8 -> array(levels);
            case 9 -> place();
            default -> object(levels);
        };
    }
}
