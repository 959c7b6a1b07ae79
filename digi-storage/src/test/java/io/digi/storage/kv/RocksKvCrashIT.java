package io.digi.storage.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RocksKvCrashIT {
    private static final KvFamily ROWS = CrashedStore.ROWS;

    @TempDir Path directory;

    /// A process that commits numbers in order, and says each when it is acknowledged, is killed at
    /// a random one; the next goes on where the store ends.
    @Test
    void acknowledgedCommitsSurviveKilling() throws Exception {
        long seed = Long.getLong("digi.seed", System.nanoTime());
        Random random = new Random(seed);
        int cycles = 2 * Integer.getInteger("digi.test.effort", 1);
        int kept = 0;
        for (int cycle = 0; cycle < cycles; cycle++) {
            int acknowledged = killAfter(kept + 1 + random.nextInt(300));
            try (KvStore store = RocksKv.open(CrashedStore.options(directory))) {
                List<Integer> numbers = numbers(store);
                kept = numbers.size();
                assertThat(store.writeRefusal()).isEmpty();
                assertThat(kept).as("-Ddigi.seed=%d", seed).isGreaterThanOrEqualTo(acknowledged);
                for (int i = 0; i < kept; i++) {
                    assertThat(numbers.get(i)).as("-Ddigi.seed=%d", seed).isEqualTo(i);
                }
            }
        }
    }

    /// Returns how many numbers the process had said were there.
    private int killAfter(int count) throws Exception {
        Process writer = start();
        int last = -1;
        try (BufferedReader said = writer.inputReader()) {
            while (last + 1 < count) {
                last = parsed(said.readLine());
            }
            // Unlike the process, its handle leaves the pipe open, so that its last words are
            // heard.
            writer.toHandle().destroyForcibly();
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                last = Math.max(last, parsed(line));
            }
        } finally {
            writer.destroyForcibly();
        }
        return last + 1;
    }

    /// The last line may be cut short by the killing.
    private static int parsed(String line) {
        return line.endsWith(".") ? Integer.parseInt(line.substring(0, line.length() - 1)) : -1;
    }

    private static List<Integer> numbers(KvStore store) {
        List<Integer> numbers = new ArrayList<>();
        store.forEach(
                ROWS,
                KvRange.all(),
                Integer.MAX_VALUE,
                (key, value) -> numbers.add(ByteBuffer.wrap(key).getInt()));
        return numbers;
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// The process that is killed.
    static final class Writer {
        public static void main(String[] arguments) {
            try (KvStore store = RocksKv.open(CrashedStore.options(Path.of(arguments[0])))) {
                for (int number = numbers(store).size(); number < 1_000_000; number++) {
                    KvBatch batch = new KvBatch();
                    byte[] key = ByteBuffer.allocate(4).putInt(number).array();
                    batch.put(ROWS, key, new byte[500]);
                    store.commit(batch);
                    System.out.println(number + ".");
                    System.out.flush();
                }
            }
        }
    }
}
