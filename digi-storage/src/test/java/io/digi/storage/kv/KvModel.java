package io.digi.storage.kv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/// What a store should hold, as a sorted map: the oracle of random tests.
final class KvModel {
    private static final byte[] BYTES = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff};

    private final Map<KvFamily, TreeMap<byte[], byte[]>> families =
            new TreeMap<>((a, b) -> a.name().compareTo(b.name()));

    KvModel(List<KvFamily> names) {
        names.forEach(name -> families.put(name, new TreeMap<>(Arrays::compareUnsigned)));
    }

    KvModel copy() {
        KvModel copy = new KvModel(List.copyOf(families.keySet()));
        families.forEach((family, keys) -> copy.families.get(family).putAll(keys));
        return copy;
    }

    /// A batch of random writes, which the model has applied.
    KvBatch randomBatch(Random random) {
        KvBatch batch = new KvBatch();
        List<KvFamily> names = List.copyOf(families.keySet());
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            KvFamily family = names.get(random.nextInt(names.size()));
            TreeMap<byte[], byte[]> keys = families.get(family);
            byte[] key = randomKey(random);
            switch (random.nextInt(8)) {
                case 0 -> {
                    KvRange range = randomRange(random);
                    batch.deleteRange(family, range);
                    within(keys, range).clear();
                }
                case 1, 2 -> {
                    batch.delete(family, key);
                    keys.remove(key);
                }
                default -> {
                    byte[] value = new byte[random.nextInt(200)];
                    random.nextBytes(value);
                    batch.put(family, key, value);
                    keys.put(key, value);
                }
            }
        }
        return batch;
    }

    static byte[] randomKey(Random random) {
        byte[] key = new byte[random.nextInt(4)];
        for (int i = 0; i < key.length; i++) {
            key[i] = BYTES[random.nextInt(BYTES.length)];
        }
        return key;
    }

    static KvRange randomRange(Random random) {
        return KvRange.between(randomKey(random), randomKey(random));
    }

    List<String> entries(KvFamily family, KvRange range) {
        List<String> entries = new ArrayList<>();
        within(families.get(family), range).forEach((key, value) -> entries.add(text(key, value)));
        return entries;
    }

    static String text(byte[] key, byte[] value) {
        return HexFormat.of().formatHex(key) + "=" + HexFormat.of().formatHex(value);
    }

    private static NavigableMap<byte[], byte[]> within(
            TreeMap<byte[], byte[]> keys, KvRange range) {
        if (range.isEmpty()) {
            return new TreeMap<>();
        }
        return range.upper()
                .map(upper -> keys.subMap(range.lower(), true, upper, false))
                .orElseGet(() -> keys.tailMap(range.lower(), true));
    }
}
