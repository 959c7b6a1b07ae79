package io.digi.stack.powercut;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.stack.require.Requires;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

/// JVMs under the library, writing with the JDK and with RocksDB.
@Requires("cc")
class PowerCutJvmIT {
    private static final int WRITES_PER_LIFE = 30;

    @TempDir Path folder;

    @Test
    void syncedWritesOfRocksAndTheJdkSurvive() throws Exception {
        int first = 0;
        int lost = 0;
        int lives = 3 * Integer.getInteger("digi.test.effort", 1);
        for (int life = 0; life < lives; life++) {
            Path place = Files.createDirectory(folder.resolve("disk" + life));
            Disk disk = new Disk(place);
            if (life > 0) {
                Files.delete(disk.directory);
                Files.move(folder.resolve("kept"), disk.directory);
            }
            int last = live(disk, first);
            Loss loss = life % 2 == 0 ? new Loss.Everything() : new Loss.RandomPart(life);
            PowerCut cut = disk.cut(loss);
            lost += cut.changesLost() + cut.entriesLost();
            assertThat(cut.mapped()).isEmpty();
            assertThat(cut.streamed()).allMatch(path -> path.endsWith("/kv/LOG"));
            check(disk, last);
            first = last + 1;
            Files.move(disk.directory, folder.resolve("kept"));
        }
        assertThat(lost).as("something was not synced").isPositive();
    }

    @Test
    void everyWayOfTheJdkToWriteIsFollowed() throws Exception {
        Disk disk = new Disk(folder);
        Files.writeString(disk.directory.resolve("source"), "text");
        Process process =
                disk.watch(Disk.java(JdkWriter.class, disk.directory.toString()).inheritIO())
                        .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        PowerCut cut = disk.cut();
        assertThat(cut.mapped()).isEmpty();
        assertThat(cut.streamed()).isEmpty();
        Map<String, String> expected = new TreeMap<>();
        expected.put("source", "text");
        expected.put("lost", "/");
        expected.put("moved", "/");
        for (String name :
                List.of("copied", "transferred", "written", "streamed", "random", "moved")) {
            expected.put("moved/" + name, "text");
        }
        assertThat(disk.content()).isEqualTo(expected);
    }

    /// Runs the writer until it has acknowledged enough; kills it; returns the last number.
    private static int live(Disk disk, int first) throws IOException, InterruptedException {
        ProcessBuilder builder =
                Disk.java(RocksWriter.class, disk.directory.toString(), Integer.toString(first));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = disk.watch(builder).start();
        int last = first - 1;
        try (BufferedReader lines = process.inputReader()) {
            while (last < first + WRITES_PER_LIFE) {
                String line = lines.readLine();
                assertThat(line).as("a line of the writer").isNotNull();
                last = Integer.parseInt(line);
            }
            // Unlike Process.destroyForcibly, this leaves the stream open.
            process.toHandle().destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            String more = lines.readLine();
            while (more != null) {
                last = Integer.parseInt(more);
                more = lines.readLine();
            }
        }
        return last;
    }

    private static void check(Disk disk, int last) throws Exception {
        try (Options options = new Options();
                RocksDB db = RocksDB.open(options, disk.directory.resolve("kv").toString())) {
            for (int i = 0; i <= last; i++) {
                byte[] value = db.get(ByteBuffer.allocate(4).putInt(i).array());
                assertThat(value).as("value %d of %d", i, last).isNotNull();
                assertThat(ByteBuffer.wrap(value).getInt()).isEqualTo(i);
            }
        }
        byte[] file = Files.readAllBytes(disk.directory.resolve("last"));
        assertThat(ByteBuffer.wrap(file).getInt()).isGreaterThanOrEqualTo(last);
    }
}
