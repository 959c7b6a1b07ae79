package io.digi.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

class PayloadRoundTripTest {
    @Test
    void payloadIsReadAsItWasWritten() {
        long seed = Long.getLong("digi.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 500 * Integer.getInteger("digi.test.effort", 1); i++) {
            Payload payload = new Payload(struct(random, 4));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (JsonGenerator out =
                    JsonSource.FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
                ValueWriter.writeStruct(out, payload.root());
            }
            Payload read =
                    JsonReader.read(
                            new ByteArrayInputStream(bytes.toByteArray()), PayloadReader::payload);
            assertThat(read).as("seed %d", seed).isEqualTo(payload);
        }
    }

    private static Value.Struct struct(Random random, int levels) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            fields.put(text(random), value(random, levels));
        }
        return new Value.Struct(fields);
    }

    private static Value value(Random random, int levels) {
        return switch (random.nextInt(levels > 0 ? 8 : 6)) {
            case 0 -> Value.Null.NULL;
            case 1 -> Value.of(random.nextBoolean());
            case 2 -> Value.of(random.nextLong());
            case 3 -> Value.of((double) random.nextInt(100));
            case 4 -> Value.of(finite(random));
            case 5 -> Value.of(text(random));
            case 6 -> array(random, levels - 1);
            default -> struct(random, levels - 1);
        };
    }

    private static Value array(Random random, int levels) {
        List<Value> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(value(random, levels));
        }
        return new Value.Array(items);
    }

    private static double finite(Random random) {
        double number = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(number) ? number : 0.5;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            int codePoint = random.nextInt(random.nextBoolean() ? 0x80 : 0x11_0000);
            boolean isSurrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
            text.appendCodePoint(isSurrogate ? '?' : codePoint);
        }
        return text.toString();
    }
}
