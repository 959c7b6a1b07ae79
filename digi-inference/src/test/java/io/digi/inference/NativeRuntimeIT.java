package io.digi.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.inference.EmbeddingProbe.Plant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NativeRuntimeIT {
    @Test
    void noFileIsLeftOnDiskEvenIfTheProcessIsKilled(@TempDir Path scratch) throws Exception {
        try (ProbeProcess probe = new ProbeProcess(List.of(), Plant.NONE, scratch)) {
            assertThat(probe.next()).isEqualTo("started");
            probe.goOn();
            assertThat(probe.next()).isEqualTo("loaded");
        }

        try (Stream<Path> left = Files.walk(scratch)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void nothingIsLeftOnDiskAfterAnOrderlyEnd(@TempDir Path scratch) throws Exception {
        try (ProbeProcess probe = new ProbeProcess(List.of(), Plant.NONE, scratch)) {
            probe.walk(_ -> {});
        }

        assertThat(scratch).isEmptyDirectory();
    }
}
