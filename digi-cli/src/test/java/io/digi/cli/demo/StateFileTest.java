package io.digi.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.id.CollectionName;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateFileTest {
    @TempDir private Path folder;

    @Test
    void stateIsReadAsWrittenAndOnlyItsOwnerMayReadIt() throws Exception {
        StateFile file = StateFile.of(Map.of("XDG_STATE_HOME", folder.toString()));
        file.write(state(7));
        assertThat(file.read()).contains(state(7));
        assertThat(mode(file.path())).isEqualTo("rw-------");
        assertThat(mode(file.path().getParent())).isEqualTo("rwx------");
        try (var left = Files.list(file.path().getParent())) {
            assertThat(left).containsExactly(file.path());
        }
    }

    @Test
    void writingReplacesAFileThatOthersCouldRead() throws Exception {
        StateFile file = StateFile.of(Map.of("HOME", folder.toString()));
        assertThat(file.path()).isEqualTo(folder.resolve(".local/state/digi/demo.json"));
        Files.createDirectories(file.path().getParent());
        Files.writeString(file.path(), "{}");
        file.write(state(7));
        assertThat(mode(file.path())).isEqualTo("rw-------");
    }

    @Test
    void onlyTheProcessThatWroteItRemovesIt() throws Exception {
        StateFile file = new StateFile(folder.resolve("demo.json"));
        file.write(state(7));
        file.remove(8);
        assertThat(file.path()).exists();
        file.remove(7);
        assertThat(file.path()).doesNotExist();
        file.remove(7);
    }

    @Test
    void keysAreLongDifferAndShowNowhere() {
        DemoKeys keys = DemoKeys.random(new Random(1), List.of("a", "b"));
        assertThat(keys.administrator()).hasSize(32);
        assertThat(keys.tenants().values()).doesNotHaveDuplicates().hasSize(2);
        assertThat(state(7).toString()).doesNotContain(keys.administrator());
    }

    private static DemoState state(long pid) {
        return new DemoState(
                URI.create("http://127.0.0.1:6333"),
                new CollectionName("digi_knowledge"),
                pid,
                DemoKeys.random(new Random(1), List.of("a", "b")));
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
