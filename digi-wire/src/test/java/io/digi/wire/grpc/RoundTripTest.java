package io.digi.wire.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.digi.model.change.PointChange;
import io.digi.model.change.WriteReceipt;
import io.digi.model.config.CollectionConfig;
import io.digi.model.engine.Scope;
import io.digi.model.error.DigiException;
import io.digi.model.id.CollectionName;
import io.digi.model.payload.Payload;
import io.digi.model.query.PayloadSelector;
import io.digi.model.query.PointRead;
import io.digi.model.query.PointRecord;
import io.digi.model.query.QueryTarget;
import io.digi.model.query.ScoredPoint;
import io.digi.model.query.ScrollPage;
import io.digi.model.query.ScrollPosition;
import io.digi.model.query.Selection;
import io.digi.model.query.VectorSelector;
import io.digi.model.snapshot.SnapshotInfo;
import io.digi.model.vector.NamedVectors;
import io.digi.testkit.generator.ChangeGenerator;
import io.digi.testkit.generator.ConfigGenerator;
import io.digi.testkit.generator.Draw;
import io.digi.testkit.generator.PayloadGenerator;
import io.digi.testkit.generator.PointGenerator;
import io.digi.testkit.generator.Pools;
import io.digi.testkit.generator.ReadGenerator;
import io.digi.testkit.generator.Seeds;
import io.digi.testkit.generator.VectorGenerator;
import io.digi.wire.words.CollectionDefaults;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What one side writes the other reads as what was meant, requests and answers, through bytes.
class RoundTripTest {
    private static final int USUAL_COUNT = 1_000;
    private static final CollectionName NAME = new CollectionName("c");
    private static final Scope ALL = Scope.Everything.EVERYTHING;

    /// Engines take more than the protocol does.
    private static final String[] REFUSALS = {
        "must specify points to update",
        "must specify vectors to update for point",
        "must specify vector names to delete",
        "full_scan_threshold: value 0 invalid",
        "A query is needed to use the score_threshold"
    };

    private final long seed = Seeds.seed("RoundTripTest");
    private final Draw draw = new Draw(seed);

    // The answer of a read is its own.
    @SuppressWarnings("unchecked")
    @Test
    void readsArriveAsTheyWereMeant() {
        for (int i = 0; i < Seeds.times(USUAL_COUNT); i++) {
            CollectionConfig config = new ConfigGenerator(draw).config();
            switch (new ReadGenerator(draw, config).read(ALL)) {
                case PointRead.Query query -> {
                    requestArrives(PointRpcs.QUERY, read(query));
                    if (query.target() instanceof QueryTarget.Vector) {
                        requestArrives(PointRpcs.SEARCH, read(query));
                    }
                }
                case PointRead.QueryBatch batch -> {
                    requestArrives(PointRpcs.QUERY_BATCH, read(batch));
                    if (batch.queries().stream()
                            .allMatch(query -> query.target() instanceof QueryTarget.Vector)) {
                        requestArrives(PointRpcs.SEARCH_BATCH, read(batch));
                    }
                }
                case PointRead.Retrieve retrieve ->
                        requestArrives(PointRpcs.RETRIEVE, read(retrieve));
                case PointRead.Scroll scroll -> requestArrives(PointRpcs.SCROLL, read(scroll));
                case PointRead.Count count -> requestArrives(PointRpcs.COUNT, read(count));
                case PointRead.Explain _ -> throw new AssertionError("nobody draws it");
            }
        }
    }

    @Test
    void changesArriveAsTheyWereMeant() {
        for (int i = 0; i < Seeds.times(USUAL_COUNT); i++) {
            CollectionConfig config = new ConfigGenerator(draw).config();
            ChangeGenerator generator = new ChangeGenerator(draw, config);
            WriteRequest batch = write(generator.changes(ALL));
            requestArrives(PointRpcs.UPDATE_BATCH, batch);
            requestArrives(rpc(batch.only()), write(List.of(batch.only())));
        }
    }

    @Test
    void answersArriveAsTheyWereGiven() {
        for (int i = 0; i < Seeds.times(USUAL_COUNT); i++) {
            CollectionConfig config = new ConfigGenerator(draw).config();
            ReadGenerator reads = new ReadGenerator(draw, config);
            PointRead.Query query = reads.query();
            List<ScoredPoint> hits = draw.several(0, 3, () -> hit(config, query.selection()));
            answerArrives(PointRpcs.QUERY, read(query), hits);
            answerArrives(
                    PointRpcs.QUERY_BATCH,
                    read(new PointRead.QueryBatch(List.of(query, query))),
                    List.of(hits, List.of()));
            Selection selection = reads.selection();
            List<PointRecord> records = draw.several(0, 3, () -> record(config, selection));
            answerArrives(
                    PointRpcs.RETRIEVE,
                    read(new PointRead.Retrieve(List.of(), selection)),
                    records);
            answerArrives(
                    PointRpcs.SCROLL,
                    read(
                            new PointRead.Scroll(
                                    io.digi.model.filter.Filter.ALL,
                                    1,
                                    Optional.empty(),
                                    selection)),
                    new ScrollPage(records, draw.maybe(50, () -> position(config))));
            WriteAnswer written =
                    WriteAnswer.of(
                            new WriteReceipt(
                                    draw.several(1, 3, () -> (long) draw.below(100)),
                                    draw.chance(80)),
                            /* waits= */ draw.chance(50));
            answerArrives(PointRpcs.UPDATE_BATCH, write(List.of()), written);
        }
    }

    @Test
    void collectionsArriveAsTheyWereMeant() {
        for (int i = 0; i < Seeds.times(USUAL_COUNT); i++) {
            CollectionConfig config = withoutTenants(new ConfigGenerator(draw).config());
            requestArrives(
                    CollectionRpcs.create(CollectionDefaults.NONE),
                    new CollectionRequest<>(NAME, config, Optional.empty()));
        }
    }

    @Test
    void snapshotsArriveAsTheyWereMeant() {
        SnapshotInfo info =
                new SnapshotInfo(
                        "a.snapshot",
                        Optional.of(Instant.ofEpochSecond(1_700_000_000)),
                        /* sizeBytes= */ 1L << 40,
                        Optional.of("0".repeat(64)));
        SnapshotInfo bare =
                new SnapshotInfo("b.snapshot", Optional.empty(), 1_536, Optional.empty());
        for (SnapshotInfo each : List.of(info, bare)) {
            requestArrives(SnapshotRpcs.CREATE, NAME);
            requestArrives(SnapshotRpcs.LIST, NAME);
            requestArrives(SnapshotRpcs.DELETE, new NamedSnapshot(NAME, each.name()));
            requestArrives(SnapshotRpcs.DELETE_FULL, each.name());
            answerArrives(SnapshotRpcs.CREATE, NAME, each);
            answerArrives(SnapshotRpcs.LIST, NAME, List.of(info, bare));
            answerArrives(SnapshotRpcs.CREATE_FULL, NoContent.NO_CONTENT, each);
            answerArrives(SnapshotRpcs.LIST_FULL, NoContent.NO_CONTENT, List.of(each));
        }
    }

    /// A tenant field that metadata do not declare does not travel.
    private static CollectionConfig withoutTenants(CollectionConfig config) {
        return new CollectionConfig(
                config.vectors(),
                config.hnsw(),
                config.settings(),
                config.metadata(),
                Optional.empty());
    }

    private <R> ReadRequest<R> read(PointRead<R> read) {
        return new ReadRequest<>(
                NAME, read, draw.maybe(20, () -> Duration.ofSeconds(draw.between(1, 90))));
    }

    private WriteRequest write(List<PointChange> changes) {
        return new WriteRequest(
                NAME,
                changes,
                draw.chance(50),
                draw.maybe(20, () -> Duration.ofSeconds(draw.between(1, 90))));
    }

    private static Rpc<WriteRequest, WriteAnswer, ?, ?> rpc(PointChange change) {
        return switch (change) {
            case PointChange.Upsert _ -> PointRpcs.UPSERT;
            case PointChange.Delete _ -> PointRpcs.DELETE;
            case PointChange.UpdateVectors _ -> PointRpcs.UPDATE_VECTORS;
            case PointChange.DeleteVectors _ -> PointRpcs.DELETE_VECTORS;
            case PointChange.SetPayload _ -> PointRpcs.SET_PAYLOAD;
            case PointChange.OverwritePayload _ -> PointRpcs.OVERWRITE_PAYLOAD;
            case PointChange.DeletePayload _ -> PointRpcs.DELETE_PAYLOAD;
            case PointChange.ClearPayload _ -> PointRpcs.CLEAR_PAYLOAD;
        };
    }

    private ScoredPoint hit(CollectionConfig config, Selection selection) {
        PointRecord record = record(config, selection);
        return new ScoredPoint(
                record.id(),
                draw.below(1_000),
                (float) draw.unit(),
                record.payload(),
                record.vectors());
    }

    private PointRecord record(CollectionConfig config, Selection selection) {
        Optional<Payload> payload =
                selection.payload() == PayloadSelector.Whole.NONE
                        ? Optional.empty()
                        : Optional.of(new PayloadGenerator(draw).payload());
        Optional<NamedVectors> vectors =
                selection.vectors() == VectorSelector.Whole.NONE
                        ? Optional.empty()
                        : Optional.of(new VectorGenerator(draw, config).vectors());
        return new PointRecord(new PointGenerator(draw, config).id(), payload, vectors);
    }

    private ScrollPosition position(CollectionConfig config) {
        return new ScrollPosition(
                draw.maybe(50, () -> draw.one(Pools.TENANTS)),
                new PointGenerator(draw, config).id());
    }

    private <Q, A, M extends Message, N extends Message> void requestArrives(
            Rpc<Q, A, M, N> rpc, Q request) {
        M message = rpc.encodeRequest(request);
        Q arrived;
        try {
            arrived = rpc.decodeRequest(message.toByteArray());
        } catch (DigiException refused) {
            assertThat(refused.problem().message()).as("%s", message).containsAnyOf(REFUSALS);
            return;
        }
        if (isWrittenShorter(request)) {
            assertThat(rpc.decodeRequest(rpc.encodeRequest(arrived)))
                    .as(Seeds.replay(seed))
                    .isEqualTo(arrived);
        } else {
            assertThat(arrived).as(Seeds.replay(seed)).isEqualTo(request);
        }
    }

    /// A range of datetimes has at most one bound of a kind on the wire, a radius is a float, and
    /// of an array that is named by its elements the array is meant.
    private static boolean isWrittenShorter(Object request) {
        String text = request.toString();
        return text.contains("DateTimeRange")
                || text.contains("GeoRadius")
                || text.contains("Nested");
    }

    private <Q, A, M extends Message, N extends Message> void answerArrives(
            Rpc<Q, A, M, N> rpc, Q request, A answer) {
        N message = rpc.encodeAnswer(answer, 0.5);

        assertThat(rpc.decodeAnswer(request, message)).as(Seeds.replay(seed)).isEqualTo(answer);
    }
}
