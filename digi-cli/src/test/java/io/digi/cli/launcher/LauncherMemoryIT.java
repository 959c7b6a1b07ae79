package io.digi.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LauncherMemoryIT {
    private static final String FAKE_KERNEL = "PROC=$ROOT/proc; CGROUPS=$ROOT/sys; ";

    @TempDir private Path folder;
    private LauncherTree tree;

    @BeforeEach
    void layTree() throws Exception {
        tree = LauncherTree.in(folder.toRealPath());
        tree.write("proc/meminfo", "MemTotal:        8388608 kB\nMemFree: 1 kB\n");
    }

    @ParameterizedTest
    @CsvSource({
        "67108864, 67108864", "65536k, 67108864", "512M, 536870912", "4G, 4294967296",
        "4GB, 4294967296", "4GiB, 4294967296", "1t, 1099511627776", "0128m, 134217728"
    })
    void sizesAreBytesInStepsOf1024(String text, long bytes) throws Exception {
        assertThat(limit(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lots", "4X", "-1G", "1.5G", "63M", "9999999999999999", "4 G"})
    void whatIsNoSizeIsRefusedBeforeTheProgramStarts(String text) throws Exception {
        LauncherTree.Run run = tree.digi("--memory-limit", text, "version");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("memory limit '" + text + "'");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void halfTheMemoryIsTheLimitWhereNothingElseIs() throws Exception {
        assertThat(limit("")).isEqualTo(4L << 30);
    }

    @Test
    void leastLimitOnTheWayUpCountsInVersion2() throws Exception {
        tree.write("proc/self/cgroup", "0::/a/b\n");
        tree.write("sys/memory.max", "max\n");
        tree.write("sys/a/memory.max", "1073741824\n");
        tree.write("sys/a/b/memory.max", "2147483648\n");
        assertThat(limit("")).isEqualTo(1L << 30);
    }

    @Test
    void limitOfTheMemoryControllerCountsInVersion1() throws Exception {
        tree.write("proc/self/cgroup", "5:cpu,memory:/x\n4:pids:/y\n0::/\n");
        tree.write("sys/memory/memory.limit_in_bytes", "9223372036854771712\n");
        tree.write("sys/memory/x/memory.limit_in_bytes", "3221225472\n");
        assertThat(limit("")).isEqualTo(3L << 30);
    }

    @Test
    void groupLimitAboveTheMemoryIsNone() throws Exception {
        tree.write("proc/self/cgroup", "0::/\n");
        tree.write("sys/memory.max", "99999999999999\n");
        assertThat(limit("")).isEqualTo(4L << 30);
    }

    @Test
    void heapGetsFortyPercentOfTheLimit() throws Exception {
        LauncherTree.Run run = tree.digi(Map.of("DIGI_MEMORY_LIMIT", "1000M"), "serve");
        assertThat(run.out()).contains("-Xmx409600k\n", "-Ddigi.memory.limit=1048576000\n");
    }

    @Test
    void optionWinsOverTheVariable() throws Exception {
        LauncherTree.Run run =
                tree.digi(Map.of("DIGI_MEMORY_LIMIT", "1G"), "serve", "--memory-limit=2G");
        assertThat(run.out())
                .contains("-Ddigi.memory.limit=2147483648\n")
                .endsWith("Main\nserve\n");
    }

    private long limit(String asked) throws Exception {
        LauncherTree.Run run = tree.inside(FAKE_KERNEL + "memory_limit_bytes '" + asked + "'");
        assertThat(run.err()).isEmpty();
        return Long.parseLong(run.out());
    }
}
