package io.digi.stack.powercut;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.stack.require.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a power cut leaves of the operations of a small C program.
@Requires("cc")
class PowerCutLibraryIT {
    @TempDir Path folder;

    private Disk disk;

    @BeforeEach
    void createDisk() throws Exception {
        disk = new Disk(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "append:a:new",
        "pieces:a:n:ew",
        "dup:a:new",
        "pwrite:a:1:new",
        "rewrite:a:new",
        "truncate:a:1",
        "truncate:a:9",
        "allocate:a:9",
        "punch:a:0:2",
    })
    void unsyncedChangeIsLost(String step) throws Exception {
        disk.before("append:a:old");
        assertThat(disk.run(step)).isEmpty();
        assertThat(disk.content().get("a")).isNotEqualTo("old");
        assertThat(disk.cut().changesLost()).isPositive();
        assertThat(disk.content()).isEqualTo(Map.of("a", "old"));
    }

    @ParameterizedTest
    @CsvSource({"fsync:a", "fdatasync:a"})
    void syncedWriteIsKept(String sync) throws Exception {
        disk.before("append:a:old");
        disk.run("append:a:+synced", "pwrite:a:0:OLD", sync, "append:a:+unsynced", "pwrite:a:0:?");
        disk.cut();
        assertThat(disk.content()).isEqualTo(Map.of("a", "OLD+synced"));
    }

    @Test
    void synchronousWriteIsKeptButNotTheOneBeforeIt() throws Exception {
        disk.before("append:a:old");
        disk.run("pwrite:a:0:OLD", "durable:a:+durable");
        disk.cut();
        assertThat(disk.content()).isEqualTo(Map.of("a", "old+durable"));
    }

    @Test
    void newFileIsLostUntilItsDirectoryIsSynced() throws Exception {
        disk.run("append:a:1", "fsync:a", "fsync:.", "append:b:2", "fsync:b");
        disk.cut();
        assertThat(disk.content()).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void nameMaySurviveWithoutContent() throws Exception {
        disk.run("append:a:1", "fsync:.");
        disk.cut();
        assertThat(disk.content()).isEqualTo(Map.of("a", ""));
    }

    @Test
    void unsyncedRenameIsUndoneWithTheFileThatItReplaced() throws Exception {
        disk.before("append:current:old");
        disk.run("append:next:new", "fsync:next", "fsync:.", "rename:next:current");
        assertThat(disk.content()).isEqualTo(Map.of("current", "new"));
        disk.cut();
        assertThat(disk.content()).isEqualTo(Map.of("current", "old", "next", "new"));
    }

    @Test
    void syncedRenameIsKept() throws Exception {
        disk.before("append:current:old");
        disk.run("append:next:new", "fsync:next", "rename:next:current", "fsync:.");
        assertThat(disk.cut().entriesLost()).isZero();
        assertThat(disk.content()).isEqualTo(Map.of("current", "new"));
        assertThat(disk.journal.resolve("graveyard")).isEmptyDirectory();
    }

    @Test
    void renameBetweenDirectoriesCountsFromTheSyncOfItsTarget() throws Exception {
        disk.before("mkdir:x", "mkdir:y", "append:x/a:1", "append:x/b:2");
        disk.run("rename:x/a:y/a", "fsync:x", "rename:x/b:y/b");
        disk.cut();
        assertThat(disk.content()).isEqualTo(Map.of("x", "/", "y", "/", "x/a", "1", "x/b", "2"));
    }

    @ParameterizedTest
    @CsvSource({"unlink:a", "remove:a"})
    void unsyncedRemovalIsUndone(String removal) throws Exception {
        disk.before("append:a:1");
        disk.run("append:a:2", removal);
        assertThat(disk.content()).isEmpty();
        disk.cut();
        assertThat(disk.content()).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void syncedRemovalIsKept() throws Exception {
        disk.before("append:a:1");
        disk.run("append:a:2", "unlink:a", "fsync:.", "append:a:3", "fsync:a", "fsync:.");
        disk.cut();
        assertThat(disk.content()).isEqualTo(Map.of("a", "3"));
    }

    @Test
    void directoryWithAllInItIsLostUntilItsParentIsSynced() throws Exception {
        disk.run("mkdir:d", "append:d/a:1", "fsync:d/a", "fsync:d");
        disk.cut();
        assertThat(disk.content()).isEmpty();
    }

    @Test
    void removedDirectoryComesBackWithWhatWasInIt() throws Exception {
        disk.before("mkdir:d", "append:d/a:1");
        disk.run("unlink:d/a", "rmdir:d", "mkdir:d", "append:d/b:2", "fsync:d/b", "fsync:d");
        disk.cut();
        assertThat(disk.content()).isEqualTo(Map.of("d", "/", "d/a", "1"));
    }

    @Test
    void renamedDirectoryGoesBackBeforeWhatHappenedInItIsUndone() throws Exception {
        disk.before("mkdir:d", "append:d/a:1");
        disk.run("unlink:d/a", "rename:d:e", "append:e/b:2");
        disk.cut();
        assertThat(disk.content()).isEqualTo(Map.of("d", "/", "d/a", "1"));
    }

    @Test
    void unsyncedLinkIsLost() throws Exception {
        disk.before("append:a:1");
        disk.run("link:a:b");
        disk.cut();
        assertThat(disk.content()).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void failedOperationsAreNotUndone() throws Exception {
        disk.before("append:a:1", "mkdir:d", "append:d/x:2");
        assertThat(
                        disk.run(
                                "rename:a:d",
                                "rmdir:d",
                                "unlink:d",
                                "mkdir:d",
                                "link:a:d",
                                "rename:b:a"))
                .hasSize(6);
        disk.cut();
        assertThat(disk.content()).isEqualTo(Map.of("a", "1", "d", "/", "d/x", "2"));
    }

    @Test
    void fileOutsideIsLeftAlone() throws Exception {
        Files.writeString(folder.resolve("outside"), "1");
        disk.run("append:../outside:2", "unlink:../outside");
        assertThat(disk.cut().changesLost()).isZero();
        assertThat(folder.resolve("outside")).doesNotExist();
    }

    @Test
    void whatCannotBeFollowedIsRefused() throws Exception {
        Files.writeString(folder.resolve("outside"), "1");
        disk.before("append:a:1", "append:b:2");
        assertThat(disk.run("copy:a:b", "rename:../outside:c", "link:../outside:c"))
                .isEqualTo(
                        List.of(
                                "copy a: EINVAL",
                                "rename ../outside: EXDEV",
                                "link ../outside: EXDEV"));
    }

    @Test
    void whatCannotBeUndoneIsReported() throws Exception {
        disk.before("append:a:1");
        disk.run("map:a", "stream:log:text");
        PowerCut cut = disk.cut();
        assertThat(cut.mapped()).containsExactly(disk.directory.resolve("a").toString());
        assertThat(cut.streamed()).containsExactly("log");
    }

    /// Eight sectors of `a` under an unsynced write of `b`: whole ones survive, another choice by
    /// each seed, some of them mixed.
    @Test
    void tornWriteSurvivesBySectors() throws Exception {
        Set<String> seen = new TreeSet<>();
        for (long seed = 0; seed < 12; seed++) {
            Path place = Files.createDirectory(folder.resolve("disk" + seed));
            Disk torn = new Disk(place);
            torn.before("fill:a:8:a");
            torn.run("fill:a:8:b");
            torn.cut(new Loss.RandomPart(seed));
            String content = torn.content().get("a");
            assertThat(content).hasSize(8 * 512);
            StringBuilder sectors = new StringBuilder();
            for (int i = 0; i < 8; i++) {
                String sector = content.substring(i * 512, (i + 1) * 512);
                assertThat(sector).isIn("a".repeat(512), "b".repeat(512));
                sectors.append(sector.charAt(0));
            }
            seen.add(sectors.toString());
        }
        assertThat(seen).contains("aaaaaaaa", "bbbbbbbb").hasSizeGreaterThan(4);
    }

    @Test
    void randomPartOfDirectoryOperationsIsAPrefix() throws Exception {
        Set<Integer> counts = new TreeSet<>();
        for (long seed = 0; seed < 12; seed++) {
            Path place = Files.createDirectory(folder.resolve("disk" + seed));
            Disk part = new Disk(place);
            part.run("append:a:", "append:b:", "append:c:");
            part.cut(new Loss.RandomPart(seed));
            Set<String> names = part.content().keySet();
            assertThat(List.copyOf(names))
                    .isEqualTo(List.of("a", "b", "c").subList(0, names.size()));
            counts.add(names.size());
        }
        assertThat(counts).containsExactly(0, 1, 2, 3);
    }
}
