package io.digi.bench.data;

import java.util.Locale;
import java.util.SplittableRandom;

/// Vectors and payloads that depend on a seed and an id only. Each element has four decimals: less
/// text than real embeddings have, of which nothing depends but the time of parsing. Thread-safe.
public final class MadeUp {
    private static final int SCALE = 10_000;
    private static final int TENANTS = 50;
    private static final int KINDS = 8;

    private final long seed;

    public MadeUp(long seed) {
        this.seed = seed;
    }

    /// Elements between -1 and 1, as JSON.
    void appendVector(StringBuilder text, long id, int dimension) {
        SplittableRandom random = random(id);
        char before = '[';
        for (int i = 0; i < dimension; i++) {
            int digits = random.nextInt(1 - SCALE, SCALE);
            text.append(before).append(digits < 0 ? "-0." : "0.");
            appendFraction(text, Math.abs(digits));
            before = ',';
        }
        text.append(']');
    }

    private static void appendFraction(StringBuilder text, int digits) {
        for (int unit = SCALE / 10; unit > 0; unit /= 10) {
            text.append((char) ('0' + digits / unit % 10));
        }
    }

    /// A vector `[dimension]` to search with.
    public float[] query(long number, int dimension) {
        SplittableRandom random = random(-1 - number);
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextDouble(-1, 1);
        }
        return vector;
    }

    /// One short field.
    public String smallPayload(long id) {
        return "{\"n\":" + id + "}";
    }

    /// Five fields: two keywords, a text, an integer and a number.
    public String payload(long id) {
        SplittableRandom random = random(id);
        return String.format(
                Locale.ROOT,
                "{\"tenant_id\":\"tenant_%d\",\"kind\":\"kind_%d\",\"title\":\"Document %d, part %d\","
                        + "\"year\":%d,\"weight\":%.4f}",
                random.nextInt(TENANTS),
                random.nextInt(KINDS),
                id / 10,
                id % 10,
                random.nextInt(1990, 2030),
                random.nextDouble());
    }

    private SplittableRandom random(long id) {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + id);
    }
}
