package io.digi.engine.filter;

import io.digi.engine.bytes.ByteReader;
import io.digi.engine.bytes.ByteWriter;
import io.digi.engine.field.FieldIndex;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.trial.RandomPayloads;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// Points by slot; the point of slot `n` has id `n`, and a vector `v` if `n` is even.
final class IndexedPoints implements SlotLookup {
    final Map<Integer, Payload> payloads = new TreeMap<>();
    final Map<JsonPath, FieldIndex> indexes = new HashMap<>();
    private final Map<JsonPath, PayloadIndexConfig> configs = new HashMap<>();

    void index(JsonPath key, PayloadIndexConfig config) {
        FieldIndex.Editor editor = FieldIndex.empty(key, config).edit();
        payloads.forEach((slot, payload) -> editor.replace(slot, Payload.EMPTY, payload));
        indexes.put(key, editor.build());
        configs.put(key, config);
    }

    void put(int slot, Payload payload) {
        payloads.put(slot, payload);
    }

    void change(Random random) {
        RandomPayloads next = new RandomPayloads(random);
        Map<JsonPath, FieldIndex.Editor> editors = new HashMap<>();
        indexes.forEach((key, index) -> editors.put(key, index.edit()));
        for (int i = random.nextInt(30); i > 0; i--) {
            int slot = random.nextInt(20);
            boolean remove = random.nextInt(4) == 0;
            Payload before = payloads.getOrDefault(slot, Payload.EMPTY);
            Payload after = remove ? Payload.EMPTY : next.next();
            editors.values().forEach(editor -> editor.replace(slot, before, after));
            if (remove) {
                payloads.remove(slot);
            } else {
                payloads.put(slot, after);
            }
        }
        editors.forEach((key, editor) -> indexes.put(key, editor.build()));
    }

    void reopen() {
        indexes.replaceAll((key, index) ->
                FieldIndex.readFrom(new ByteReader(bytesOf(index), "test"), configs.get(key)));
    }

    FilterBitmaps bitmaps() {
        return new FilterBitmaps(live(), indexes, this);
    }

    SlotSet live() {
        return SlotSet.of(payloads.keySet().stream().mapToInt(Integer::intValue).toArray());
    }

    SlotSet matching(Filter filter) {
        FilterEvaluator evaluator =
                FilterEvaluator.compile(filter, FieldMeanings.of(indexes, Map.of()));
        return SlotSet.of(live().stream().filter(slot -> evaluator.matches(facts(slot))).toArray());
    }

    PointFacts facts(int slot) {
        return new PointFacts() {
            @Override
            public PointId id() {
                return PointId.of(slot);
            }

            @Override
            public Payload payload() {
                return payloads.get(slot);
            }

            @Override
            public boolean hasVector(VectorName vector) {
                return vector.value().equals("v") && slot % 2 == 0;
            }
        };
    }

    @Override
    public SlotSet slotsOf(Set<PointId> ids) {
        return SlotSet.of(live().stream().filter(s -> ids.contains(PointId.of(s))).toArray());
    }

    @Override
    public SlotSet slotsWith(VectorName vector) {
        return SlotSet.of(live().stream().filter(s -> facts(s).hasVector(vector)).toArray());
    }

    static byte[] bytesOf(FieldIndex index) {
        ByteWriter out = new ByteWriter();
        index.writeTo(out);
        return out.toBytes();
    }
}
