package io.digi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StandardErrorIT {
    private static final String PROGRAM =
            "exec \"$JAVA\" --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1"
                    + " -cp \"$CLASS_PATH\" %s io.digi.cli.Main nonsense 3>aside 2>filtered";

    @TempDir private Path folder;

    @Test
    void messagesGoToTheStreamThatTheLauncherKeptAside() throws Exception {
        assertThat(run("-Ddigi.stderr=3")).isEqualTo(1);
        assertThat(folder.resolve("aside")).content().contains("nonsense");
        assertThat(folder.resolve("filtered")).isEmptyFile();
    }

    @Test
    void messagesGoToStderrWhereNothingWasKeptAside() throws Exception {
        assertThat(run("")).isEqualTo(1);
        assertThat(folder.resolve("filtered")).content().contains("nonsense");
        assertThat(folder.resolve("aside")).isEmptyFile();
    }

    @Test
    void filterStaysInPlaceWhereTheStreamKeptAsideIsNotOpen() throws Exception {
        assertThat(run("-Ddigi.stderr=999")).isEqualTo(1);
        assertThat(folder.resolve("filtered")).content().contains("nonsense");
    }

    private int run(String property) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-c", PROGRAM.formatted(property))
                        .directory(folder.toFile());
        builder.environment()
                .put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.environment().put("CLASS_PATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        boolean ended = process.waitFor(30, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("the program ends").isTrue();
        assertThat(Files.exists(folder.resolve("filtered"))).isTrue();
        return process.exitValue();
    }
}
