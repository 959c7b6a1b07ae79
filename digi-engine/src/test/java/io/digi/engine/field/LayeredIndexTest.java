package io.digi.engine.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.engine.bytes.ByteWriter;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.engine.trial.RandomFilters;
import io.digi.engine.trial.RandomIndexes;
import io.digi.engine.trial.RandomPayloads;
import io.digi.engine.trial.Trials;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.filter.FieldTest;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.storage.fake.FaultPlan;
import io.digi.storage.fake.SimulatedMachine;
import io.digi.storage.file.FileAppender;
import io.digi.storage.file.FileStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// An index that lies in a file, below what was written since, is the index of all points.
class LayeredIndexTest {
    private static final JsonPath KEY = JsonPath.parse("a");

    private final FileStore files = new SimulatedMachine(FaultPlan.none()).files();
    private final List<Problem.Corrupt> damage = new ArrayList<>();
    private final Map<Integer, Payload> points = new HashMap<>();
    private int fileCount;

    @Test
    void itAnswersAsOneInMemory() {
        Trials.run(
                150,
                random -> {
                    points.clear();
                    PayloadIndexConfig config = RandomIndexes.config(random);
                    RandomPayloads payloads = new RandomPayloads(random);
                    FieldIndex index = FieldIndex.empty(KEY, config);
                    for (int round = 0; round < 4; round++) {
                        index = written(index, payloads, random, 40);
                        requireSame(index, config, random);
                        index = filed(index, config, payloads, random);
                        assertThat(index.file()).isPresent();
                        requireSame(index, config, random);
                    }
                });
        assertThat(damage).isEmpty();
    }

    @Test
    void whatIsForgottenIsAbsentWhateverTheFileHas() {
        Trials.run(
                50,
                random -> {
                    points.clear();
                    PayloadIndexConfig config = RandomIndexes.config(random);
                    RandomPayloads payloads = new RandomPayloads(random);
                    FieldIndex index = FieldIndex.empty(KEY, config);
                    index = filed(written(index, payloads, random, 60), config, payloads, random);
                    SlotSet gone = SlotSet.range(random.nextInt(30), 30 + random.nextInt(30));
                    points.keySet().removeIf(gone::contains);
                    requireSame(index.without(gone), config, random);
                    FieldIndex.Editor again = index.without(gone).edit();
                    Payload payload = payloads.next();
                    again.replace(gone.nextSlot(0), Payload.EMPTY, payload);
                    points.put(gone.nextSlot(0), payload);
                    requireSame(again.build(), config, random);
                });
    }

    @Test
    void itComesBackIntoMemory() {
        Trials.run(
                50,
                random -> {
                    points.clear();
                    PayloadIndexConfig config = RandomIndexes.config(random);
                    RandomPayloads payloads = new RandomPayloads(random);
                    FieldIndex index = written(FieldIndex.empty(KEY, config), payloads, random, 60);
                    index = written(filed(index, config, payloads, random), payloads, random, 20);
                    LayeredIndex settling = LayeredIndex.settling(index, config);
                    FieldIndex now = written(settling, payloads, random, 5);
                    FieldIndex back =
                            settling.rebased(now, settling.settledInMemory()).orElseThrow();
                    assertThat(back.file()).isEmpty();
                    requireSame(back, config, random);
                });
    }

    @Test
    void aNewBaseIsOfNoUseToAnotherIndex() {
        PayloadIndexConfig config = PayloadIndexConfig.keyword();
        FieldIndex plain = FieldIndex.empty(KEY, config);
        LayeredIndex settling = LayeredIndex.settling(plain, config);
        assertThat(settling.rebased(plain, plain)).isEmpty();
        assertThat(
                        settling.rebased(
                                LayeredIndex.settling(settling.settledInMemory(), config), plain))
                .isEmpty();
        FieldIndex same = settling.edit().build();
        assertThat(settling.rebased(same, settling.settledInMemory())).isPresent();
    }

    @Test
    void aFlippedBitNeverMakesAnAnswerWrong() {
        int[] met = {0};
        Trials.run(
                300,
                random -> {
                    points.clear();
                    damage.clear();
                    PayloadIndexConfig config = RandomIndexes.config(random);
                    RandomPayloads payloads = new RandomPayloads(random);
                    FieldIndex index = written(FieldIndex.empty(KEY, config), payloads, random, 40);
                    LayeredIndex settling = LayeredIndex.settling(index, config);
                    Path path = file(settling, random);
                    flipBit(path, random);
                    Optional<FieldIndex> base = opened(path, config);
                    if (base.isEmpty()) {
                        return;
                    }
                    FieldIndex damaged = settling.rebased(settling, base.get()).orElseThrow();
                    FieldIndex right = direct(config);
                    FieldTest test = new RandomFilters(random).test();
                    SlotBounds answer = damaged.answer(test, live());
                    SlotBounds expected = right.answer(test, live());
                    assertThat(answer.certain().andNot(expected.possible()).isEmpty()).isTrue();
                    assertThat(expected.certain().andNot(answer.possible()).isEmpty()).isTrue();
                    assertThat(damaged.isDamaged()).isEqualTo(!damage.isEmpty());
                    met[0] += damaged.isDamaged() ? 1 : 0;
                    if (!damaged.isDamaged()) {
                        assertThat(answer).isEqualTo(expected);
                    }
                });
        assertThat(met[0]).as("damaged blocks that were read").isPositive();
    }

    /// Empty if it cannot be opened.
    private Optional<FieldIndex> opened(Path path, PayloadIndexConfig config) {
        try {
            PostingFile file = new PostingFile(fileCount, files.open(path), damage::add);
            return Optional.of(FieldIndex.readStored(file, config));
        } catch (DigiException e) {
            assertThat(e.problem()).isInstanceOf(Problem.Corrupt.class);
            return Optional.empty();
        }
    }

    private FieldIndex written(
            FieldIndex index, RandomPayloads payloads, Random random, int count) {
        FieldIndex.Editor editor = index.edit();
        for (int i = 0; i < count; i++) {
            int slot = random.nextInt(60);
            Payload before = points.getOrDefault(slot, Payload.EMPTY);
            if (random.nextInt(4) == 0) {
                editor.replace(slot, before, Payload.EMPTY);
                points.remove(slot);
            } else {
                Payload after = payloads.next();
                editor.replace(slot, before, after);
                points.put(slot, after);
            }
        }
        return editor.build();
    }

    /// Files the index while writes go on.
    private FieldIndex filed(
            FieldIndex index, PayloadIndexConfig config, RandomPayloads payloads, Random random) {
        LayeredIndex settling = LayeredIndex.settling(index, config);
        FieldIndex now = written(settling, payloads, random, random.nextInt(5));
        FieldIndex base = opened(file(settling, random), config).orElseThrow();
        return settling.rebased(now, base).orElseThrow();
    }

    private Path file(LayeredIndex settling, Random random) {
        Path path = Path.of(++fileCount + ".index");
        try (FileAppender file = files.create(path)) {
            settling.writeSettled(file, /* blockSize= */ 1 + random.nextInt(60));
        }
        return path;
    }

    private void flipBit(Path path, Random random) {
        byte[] bytes = files.read(path, 1 << 20);
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        files.replace(path, bytes);
    }

    private void requireSame(FieldIndex index, PayloadIndexConfig config, Random random) {
        FieldIndex right = direct(config);
        assertThat(bytes(index)).isEqualTo(bytes(right));
        assertThat(index.indexed()).isEqualTo(right.indexed());
        assertThat(index.nulls()).isEqualTo(right.nulls());
        assertThat(index.empties(live())).isEqualTo(right.empties(live()));
        RandomFilters filters = new RandomFilters(random);
        for (int i = 0; i < 10; i++) {
            FieldTest test = filters.test();
            assertThat(index.answer(test, live()))
                    .as(test.toString())
                    .isEqualTo(right.answer(test, live()));
        }
    }

    private FieldIndex direct(PayloadIndexConfig config) {
        FieldIndex.Editor editor = FieldIndex.empty(KEY, config).edit();
        points.forEach((slot, payload) -> editor.replace(slot, Payload.EMPTY, payload));
        return editor.build();
    }

    private SlotSet live() {
        SlotSetEditor live = SlotSet.empty().edit();
        points.keySet().forEach(live::add);
        return live.build();
    }

    private static byte[] bytes(FieldIndex index) {
        ByteWriter out = new ByteWriter();
        index.writeTo(out);
        return out.toBytes();
    }
}
