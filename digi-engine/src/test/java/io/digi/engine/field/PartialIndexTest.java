package io.digi.engine.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.engine.bytes.ByteWriter;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.engine.trial.RandomIndexes;
import io.digi.engine.trial.RandomPayloads;
import io.digi.engine.trial.Trials;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartialIndexTest {
    private static final JsonPath KEY = JsonPath.parse("a");

    /// What a reader saw of some slots, and when.
    private record Read(FieldIndex index, SlotSet slots) {}

    @Test
    void anIndexBuiltWhileWritesGoOnIsThatOfTheirResult() {
        Trials.run(
                200,
                random -> {
                    PayloadIndexConfig config = RandomIndexes.config(random);
                    RandomPayloads payloads = new RandomPayloads(random);
                    Map<Integer, Payload> points = new HashMap<>();
                    for (int slot = 0; slot < 40; slot++) {
                        points.put(slot, payloads.next());
                    }
                    PartialIndex partial = PartialIndex.begin(KEY, config, 1);
                    List<Read> underWay = new ArrayList<>();
                    while (!partial.missing(live(points)).isEmpty()) {
                        underWay.add(read(config, points, partial, random));
                        partial = written(partial, points, payloads, random);
                        // What was read is joined later than what was read after it, at times.
                        Read read = underWay.remove(random.nextInt(underWay.size()));
                        partial = partial.with(read.index(), read.slots(), live(points));
                    }
                    FieldIndex.Editor direct = FieldIndex.empty(KEY, config).edit();
                    points.forEach((slot, p) -> direct.replace(slot, Payload.EMPTY, p));
                    assertThat(bytes(partial.index())).isEqualTo(bytes(direct.build()));
                });
    }

    private static Read read(
            PayloadIndexConfig config,
            Map<Integer, Payload> points,
            PartialIndex partial,
            Random random) {
        FieldIndex.Editor editor = FieldIndex.empty(KEY, config).edit();
        SlotSetEditor slots = SlotSet.empty().edit();
        partial.missing(live(points)).stream()
                .limit(1 + random.nextInt(8))
                .forEach(slot -> {
                    editor.replace(slot, Payload.EMPTY, points.get(slot));
                    slots.add(slot);
                });
        return new Read(editor.build(), slots.build());
    }

    private static PartialIndex written(
            PartialIndex partial,
            Map<Integer, Payload> points,
            RandomPayloads payloads,
            Random random) {
        PartialIndex.Editor editor = partial.edit();
        for (int i = random.nextInt(4); i > 0; i--) {
            int slot = random.nextInt(45);
            Payload before = points.getOrDefault(slot, Payload.EMPTY);
            if (random.nextInt(3) == 0 && points.containsKey(slot)) {
                editor.remove(slot, before);
                points.remove(slot);
            } else {
                Payload after = payloads.next();
                editor.put(slot, before, after);
                points.put(slot, after);
            }
        }
        return editor.build();
    }

    private static SlotSet live(Map<Integer, Payload> points) {
        return SlotSet.of(points.keySet().stream().mapToInt(Integer::intValue).toArray());
    }

    private static byte[] bytes(FieldIndex index) {
        ByteWriter out = new ByteWriter();
        index.writeTo(out);
        return out.toBytes();
    }
}
