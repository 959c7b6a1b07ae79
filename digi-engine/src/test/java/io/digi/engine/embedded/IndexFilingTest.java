package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.engine.collection.IndexFiles;
import io.digi.engine.field.FieldIndex;
import io.digi.engine.field.KeywordIndex;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.PayloadIndexConfig;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Payload indexes go to disk and back, and are there again after a restart.
class IndexFilingTest {
    private static final PayloadIndexConfig ON_DISK =
            new PayloadIndexConfig.Keyword(/* isTenant= */ false, /* onDisk= */ true);
    private static final int COUNT = 30;

    private final IndexedTexts c = new IndexedTexts();

    @AfterEach
    void close() {
        c.close();
    }

    @BeforeEach
    void fill() {
        c.create();
        c.texts(COUNT);
    }

    @Test
    void itIsInAFileAfterTheNextCheckpointAndAfterARestart() {
        filed();
        assertThat(index().looseCount()).isZero();
        c.put(0, "changed");
        c.remove(2);
        assertThat(index().looseCount()).isEqualTo(2);
        requireContents();
        c.reopen();
        assertThat(index().file()).isPresent();
        assertThat(index().looseCount()).isEqualTo(2);
        requireContents();
        assertThat(c.parts().jobs().jobs()).isEmpty();
    }

    @Test
    void whatWasWrittenSinceIsInTheCheckpointUntilItIsMuch() {
        filed();
        long file = index().file().orElseThrow().id();
        c.put(0, "changed");
        c.remove(2);
        c.checkpoint();
        assertThat(index().file().orElseThrow().id()).isEqualTo(file);
        c.reopen();
        requireContents();
        for (int i = 100; i < 125; i++) {
            c.put(i, "later");
        }
        c.checkpoint();
        assertThat(index().file().orElseThrow().id()).isGreaterThan(file);
        assertThat(index().looseCount()).isZero();
        assertThat(indexFiles()).hasSize(1);
        requireContents();
        assertThat(c.count(IndexedTexts.match("later"))).isEqualTo(25);
        c.reopen();
        requireContents();
    }

    private void requireContents() {
        assertThat(c.count(IndexedTexts.match("changed"))).isOne();
        assertThat(c.count(IndexedTexts.match("red wine"))).isEqualTo(13);
    }

    @Test
    void whatChangesNothingOfItLeavesItsFile() {
        filed();
        long file = index().file().orElseThrow().id();
        c.begin(new PayloadIndexConfig.Keyword(false, /* onDisk= */ true, /* enableHnsw= */ false));
        assertThat(index().file().orElseThrow().id()).isEqualTo(file);
    }

    @Test
    void itComesBackIntoMemoryIfAskedFor() {
        filed();
        c.put(0, "changed");
        var _ =
                c.alter(
                        new CollectionChange.CreatePayloadIndex(
                                IndexedTexts.KEY, IndexedTexts.KEYWORD));
        c.remove(2);
        Awaitility.await().until(() -> indexFiles().isEmpty());
        assertThat(index()).isInstanceOf(KeywordIndex.class);
        requireContents();
        c.reopen();
        requireContents();
    }

    @Test
    void itGoesToDiskWhenAskedForLater() {
        c.begin(IndexedTexts.KEYWORD);
        c.run(() -> false);
        var _ = c.alter(new CollectionChange.CreatePayloadIndex(IndexedTexts.KEY, ON_DISK));
        Awaitility.await().until(() -> index().file().isPresent());
        assertThat(c.count(IndexedTexts.match("red wine"))).isEqualTo(15);
    }

    @Test
    void itsFileGoesWithIt() {
        filed();
        var _ = c.alter(new CollectionChange.DropPayloadIndex(IndexedTexts.KEY));
        c.checkpoint();
        assertThat(indexFiles()).isEmpty();
        assertThat(c.count(IndexedTexts.match("red wine"))).isEqualTo(15);
    }

    @Test
    void theTenantsOfACollectionStayInMemory() {
        c.begin(new PayloadIndexConfig.Keyword(/* isTenant= */ true, /* onDisk= */ true));
        c.run(() -> false);
        c.checkpoint();
        assertThat(index().file()).isEmpty();
    }

    @Test
    void aDamagedOneIsBuiltAnewAndNothingIsMissedMeanwhile() {
        filed();
        Path file = indexFiles().getFirst();
        c.parts().close();
        byte[] bytes = c.machine.files().read(file, 1 << 20);
        bytes[20] ^= 1;
        c.machine.files().replace(file, bytes);
        c.reopenClosed();
        assertThat(c.count(IndexedTexts.match("red wine"))).isEqualTo(15);
        assertThat(c.parts().damage().troubles())
                .singleElement()
                .asString()
                .contains(".index", "checksum fails");
        c.parts().payloadIndexing().retry();
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(c.state().fields().get(IndexedTexts.KEY))
                                .isNotNull()
                                .returns(false, FieldIndex::isDamaged));
        assertThat(c.count(IndexedTexts.match("red wine"))).isEqualTo(15);
        Awaitility.await().until(() -> c.machine.files().list(Path.of("quarantine")).size() == 1);
    }

    @Test
    void aFileThatIsGoneOrBrokenIsMadeAnew() {
        filed();
        Path file = indexFiles().getFirst();
        c.parts().close();
        boolean _ = c.machine.files().delete(file);
        c.reopenClosed();
        Awaitility.await().until(() -> c.state().building().isEmpty());
        assertThat(c.count(IndexedTexts.match("red wine"))).isEqualTo(15);
        c.checkpoint();
        Path next = indexFiles().getFirst();
        c.parts().close();
        byte[] bytes = c.machine.files().read(next, 1 << 20);
        bytes[bytes.length - 1] ^= 1;
        c.machine.files().replace(next, bytes);
        c.reopenClosed();
        Awaitility.await().until(() -> c.state().building().isEmpty());
        assertThat(c.count(IndexedTexts.match("red wine"))).isEqualTo(15);
        assertThat(c.parts().damage().troubles()).isNotEmpty();
    }

    @Test
    void whatAnInterruptedCheckpointLeftIsSweptAway() {
        filed();
        Path file = indexFiles().getFirst();
        byte[] bytes = c.machine.files().read(file, 1 << 20);
        c.parts().close();
        c.machine.files().replace(file.resolveSibling("77.index"), bytes);
        c.reopenClosed();
        assertThat(index().file()).isPresent();
        assertThat(indexFiles()).containsExactly(file);
    }

    @Test
    void whatCannotBeWrittenStaysInMemoryAndInTheCheckpoint() {
        filed();
        c.machine.files().createDirectories(indexFiles().getFirst().resolveSibling("2.index"));
        for (int i = 100; i < 125; i++) {
            c.put(i, "later");
        }
        c.checkpoint();
        assertThat(index().looseCount()).isEqualTo(25);
        assertThat(c.parts().jobs().jobs().getFirst().reason())
                .contains("an index that is to be on disk stays in memory: ");
        c.reopen();
        assertThat(c.state().building()).isEmpty();
        assertThat(c.count(IndexedTexts.match("later"))).isEqualTo(25);
    }

    private void begin() {
        c.begin(ON_DISK);
        c.run(() -> false);
    }

    private void filed() {
        begin();
        c.checkpoint();
        assertThat(index().file()).isPresent();
        assertThat(indexFiles()).hasSize(1);
    }

    private FieldIndex index() {
        return c.state().fields().get(IndexedTexts.KEY);
    }

    private List<Path> indexFiles() {
        Path directory = Path.of("derived", Integer.toString(c.definition().number()));
        return c.machine.files().list(directory).stream()
                .filter(path -> IndexFiles.id(path).isPresent())
                .toList();
    }
}
