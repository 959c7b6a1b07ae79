package io.digi.wire.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.digi.model.config.CollectionConfig;
import io.digi.model.engine.Scope;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import io.digi.model.query.PointRead;
import io.digi.testkit.generator.ChangeGenerator;
import io.digi.testkit.generator.ConfigGenerator;
import io.digi.testkit.generator.Draw;
import io.digi.testkit.generator.ReadGenerator;
import io.digi.testkit.generator.Seeds;
import io.digi.wire.words.CollectionDefaults;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Messages with random damage are read or refused as the caller's mistake; nothing else may come
/// of them.
class MutatedMessageTest {
    private static final int MUTANT_COUNT = 20_000;
    private static final int MUTANTS_PER_MESSAGE = 20;
    private static final CollectionName NAME = new CollectionName("c");

    private final long seed = Seeds.seed("MutatedMessageTest");
    private final Draw draw = new Draw(seed);
    private int refusedCount;

    @Test
    void damagedMessageIsReadOrRefused() {
        int messages = Seeds.times(MUTANT_COUNT) / MUTANTS_PER_MESSAGE;
        for (int i = 0; i < messages; i++) {
            damageSome();
        }

        assertThat(refusedCount).as(Seeds.replay(seed)).isGreaterThan(messages);
    }

    private void damageSome() {
        CollectionConfig config = new ConfigGenerator(draw).config();
        ReadGenerator reads = new ReadGenerator(draw, config);
        PointRead.Query query = reads.query();
        ChangeGenerator changes = new ChangeGenerator(draw, config);
        switch (draw.below(4)) {
            case 0 -> damage(PointRpcs.QUERY, new ReadRequest<>(NAME, query, Optional.empty()));
            case 1 ->
                    damage(
                            PointRpcs.QUERY_BATCH,
                            new ReadRequest<>(
                                    NAME,
                                    new PointRead.QueryBatch(List.of(query)),
                                    Optional.empty()));
            case 2 ->
                    damage(
                            PointRpcs.UPDATE_BATCH,
                            new WriteRequest(
                                    NAME,
                                    changes.changes(Scope.Everything.EVERYTHING),
                                    /* waits= */ true,
                                    Optional.empty()));
            default ->
                    damage(
                            CollectionRpcs.create(CollectionDefaults.NONE),
                            new CollectionRequest<>(NAME, config, Optional.empty()));
        }
    }

    private <Q, A, M extends Message, N extends Message> void damage(
            Rpc<Q, A, M, N> rpc, Q request) {
        byte[] whole = rpc.encodeRequest(request).toByteArray();
        for (int i = 0; i < MUTANTS_PER_MESSAGE; i++) {
            read(rpc, damaged(whole));
        }
    }

    private <Q, A, M extends Message, N extends Message> void read(
            Rpc<Q, A, M, N> rpc, byte[] bytes) {
        try {
            assertThat(rpc.decodeRequest(bytes)).isNotNull();
        } catch (DigiException refused) {
            refusedCount++;
            assertThat(refused.problem())
                    .as(() -> Seeds.replay(seed) + " " + Arrays.toString(bytes))
                    .isInstanceOf(Problem.ByCaller.class);
        } catch (RuntimeException failed) {
            throw new AssertionError(Seeds.replay(seed) + " " + Arrays.toString(bytes), failed);
        }
    }

    /// A few bytes changed, or the end or a part of the middle lost.
    private byte[] damaged(byte[] whole) {
        byte[] bytes = whole.clone();
        for (int changes = draw.between(1, 3); changes > 0; changes--) {
            if (bytes.length == 0) {
                return new byte[] {(byte) draw.below(256)};
            }
            int at = draw.below(bytes.length);
            switch (draw.below(4)) {
                case 0 -> bytes[at] = (byte) draw.below(256);
                case 1 -> bytes[at] ^= (byte) (1 << draw.below(8));
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                default -> {
                    byte[] rest = new byte[bytes.length - 1];
                    System.arraycopy(bytes, 0, rest, 0, at);
                    System.arraycopy(bytes, at + 1, rest, at, rest.length - at);
                    bytes = rest;
                }
            }
        }
        return bytes;
    }
}
