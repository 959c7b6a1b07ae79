package io.digi.storage.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class KvRangeTest {
    @Test
    void prefixRangeContainsExactlyItsPrefix() {
        long seed = Long.getLong("digi.seed", 7);
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            byte[] prefix = bytes(random, 3);
            byte[] key = bytes(random, 5);
            boolean begins =
                    key.length >= prefix.length
                            && Arrays.equals(Arrays.copyOf(key, prefix.length), prefix);
            assertThat(KvRange.prefix(prefix).contains(key))
                    .as("seed %d: %s in %s", seed, Arrays.toString(key), Arrays.toString(prefix))
                    .isEqualTo(begins);
        }
    }

    /// Few different bytes, at the ends of their range, so that all cases come.
    private static byte[] bytes(Random random, int lengthMax) {
        byte[] bytes = new byte[random.nextInt(lengthMax + 1)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] =
                    new byte[] {0, 1, 0x7f, (byte) 0x80, (byte) 0xfe, (byte) 0xff}
                            [random.nextInt(6)];
        }
        return bytes;
    }

    @Test
    void afterSkipsTheKeyAndNothingElse() {
        KvRange range = KvRange.all().after(new byte[] {5});
        assertThat(range.contains(new byte[] {5})).isFalse();
        assertThat(range.contains(new byte[] {5, 0})).isTrue();
        KvRange later = KvRange.from(new byte[] {9});
        assertThat(later.after(new byte[] {5})).isSameAs(later);
    }

    @Test
    void boundsAreCopied() {
        byte[] lower = {1};
        KvRange range = KvRange.between(lower, new byte[] {2});
        lower[0] = 9;
        assertThat(range.contains(new byte[] {1})).isTrue();
        assertThat(range).hasToString("[01, 02)");
        assertThat(KvRange.all()).hasToString("[, end)");
    }
}
