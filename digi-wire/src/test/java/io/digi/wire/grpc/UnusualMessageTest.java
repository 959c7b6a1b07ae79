package io.digi.wire.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.proto.Collections;
import io.digi.proto.Collections.CreateCollection;
import io.digi.proto.Points;
import io.digi.wire.words.CollectionDefaults;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// Messages that no client of this version makes: words it does not know, choices it leaves open.
class UnusualMessageTest {
    private static final int UNKNOWN = 99;

    @Test
    void unknownUpdateModeIsRefused() {
        refused(
                Problem.NotSupported.class,
                "update_mode",
                () ->
                        PointRpcs.UPSERT.decodeRequest(
                                Points.UpsertPoints.newBuilder()
                                        .setCollectionName("c")
                                        .setUpdateModeValue(UNKNOWN)
                                        .build()
                                        .toByteArray()));
    }

    @Test
    void unknownQueryEncodingIsRefused() {
        CreateCollection.Builder message = collection();
        message.getQuantizationConfigBuilder()
                .getBinaryBuilder()
                .getQueryEncodingBuilder()
                .setSettingValue(UNKNOWN);

        refused(Problem.Invalid.class, "query_encoding", () -> create(message));
    }

    @Test
    void unknownBinaryEncodingIsRefused() {
        CreateCollection.Builder message = collection();
        message.getQuantizationConfigBuilder().getBinaryBuilder().setEncodingValue(UNKNOWN);

        refused(Problem.Invalid.class, "encoding", () -> create(message));
    }

    @Test
    void unknownWordForThreadsIsRefused() {
        CreateCollection.Builder message = collection();
        message.getOptimizersConfigBuilder()
                .getMaxOptimizationThreadsBuilder()
                .setSettingValue(UNKNOWN);

        refused(Problem.Invalid.class, "max_optimization_threads", () -> create(message));
    }

    @Test
    void unknownShardingMethodIsRefused() {
        refused(
                Problem.NotSupported.class,
                "sharding_method",
                () -> create(collection().setShardingMethodValue(UNKNOWN)));
    }

    @Test
    void quantizationWithoutAKindIsRefused() {
        refused(
                Problem.Invalid.class,
                "must have exactly one of binary, product, scalar, turbo",
                () ->
                        create(
                                collection()
                                        .setQuantizationConfig(
                                                Collections.QuantizationConfig
                                                        .getDefaultInstance())));
    }

    @Test
    void indexWithoutAKindIsRefused() {
        refused(
                Problem.BadRequest.class,
                "Can't auto-detect field type",
                () ->
                        CollectionRpcs.CREATE_INDEX.decodeRequest(
                                Points.CreateFieldIndexCollection.newBuilder()
                                        .setCollectionName("c")
                                        .setFieldName("k")
                                        .setFieldIndexParams(
                                                Collections.PayloadIndexParams.getDefaultInstance())
                                        .build()
                                        .toByteArray()));
    }

    private static CreateCollection.Builder collection() {
        CreateCollection.Builder message = CreateCollection.newBuilder().setCollectionName("c");
        message.getVectorsConfigBuilder()
                .getParamsBuilder()
                .setSize(2)
                .setDistance(Collections.Distance.Dot);
        return message;
    }

    private static void create(CreateCollection.Builder message) {
        CollectionRpcs.create(CollectionDefaults.NONE).decodeRequest(message.build().toByteArray());
    }

    private static void refused(
            Class<? extends Problem> problem, String text, ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        DigiException.class,
                        refused -> assertThat(refused.problem()).isInstanceOf(problem))
                .hasMessageContaining(text);
    }
}
