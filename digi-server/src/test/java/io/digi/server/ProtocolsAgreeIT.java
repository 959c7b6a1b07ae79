package io.digi.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.digi.model.change.PointChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.engine.Scope;
import io.digi.model.filter.Filter;
import io.digi.model.id.CollectionName;
import io.digi.model.payload.Value;
import io.digi.model.query.PointRead;
import io.digi.model.query.ScrollPage;
import io.digi.model.query.ScrollPosition;
import io.digi.model.query.Selection;
import io.digi.testkit.generator.ChangeGenerator;
import io.digi.testkit.generator.ConfigGenerator;
import io.digi.testkit.generator.Draw;
import io.digi.testkit.generator.ReadGenerator;
import io.digi.testkit.generator.Seeds;
import io.digi.wire.grpc.CollectionRequest;
import io.digi.wire.grpc.CollectionRpcs;
import io.digi.wire.grpc.PointRpcs;
import io.digi.wire.grpc.ReadRequest;
import io.digi.wire.grpc.Rpc;
import io.digi.wire.grpc.WriteRequest;
import io.digi.wire.json.ResponseWriter;
import io.digi.wire.words.CollectionDefaults;
import io.digi.wire.words.ShownCollection;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The same requests over REST and over gRPC have the same effects and the same answers.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtocolsAgreeIT {
    private static final int COLLECTIONS = 12;
    private static final int STEPS = 60;
    private static final Scope ALL = Scope.Everything.EVERYTHING;
    private static final JsonMapper MAPPER = new JsonMapper();

    /// What each code is in HTTP.
    private static final Map<Status.Code, List<Integer>> STATUSES =
            Map.of(
                    Status.Code.INVALID_ARGUMENT, List.of(400, 422),
                    Status.Code.NOT_FOUND, List.of(404),
                    Status.Code.UNIMPLEMENTED, List.of(400, 501));

    private final ServerUnderTest server = ServerUnderTest.shared();
    private final long seed = Seeds.seed("ProtocolsAgreeIT");
    private final Draw draw = new Draw(seed);
    private RpcClient client;

    @BeforeAll
    void connect() {
        client = RpcClient.to(server).with("api-key", ServerUnderTest.ADMIN);
    }

    @AfterAll
    void disconnect() {
        client.close();
    }

    @Test
    void sameRequestsHaveTheSameEffectsAndAnswers() {
        for (int i = 0; i < Seeds.times(COLLECTIONS); i++) {
            CollectionConfig config = withoutTenants(new ConfigGenerator(draw).config());
            CollectionName byRest = new CollectionName(ServerUnderTest.freshName());
            CollectionName byGrpc = new CollectionName(ServerUnderTest.freshName());
            create(config, byRest, byGrpc);
            for (int step = 0; step < STEPS; step++) {
                if (draw.chance(50)) {
                    write(new ChangeGenerator(draw, config).changes(ALL), byRest, byGrpc);
                } else {
                    read(new ReadGenerator(draw, config).read(ALL), byRest, byGrpc);
                }
            }
            assertThat(everything(byGrpc).points()).isEqualTo(everything(byRest).points());
        }
    }

    /// Both forms of a tenant's declaration are told elsewhere.
    private static CollectionConfig withoutTenants(CollectionConfig config) {
        return new CollectionConfig(
                config.vectors(),
                config.hnsw().overlaidBy(threshold()),
                config.settings(),
                config.metadata(),
                Optional.empty());
    }

    /// The least that the protocol allows.
    private static Value.Struct threshold() {
        return new Value.Struct(Map.of("full_scan_threshold", Value.of(10)));
    }

    private void create(CollectionConfig config, CollectionName byRest, CollectionName byGrpc) {
        ShownCollection shown = new ShownCollection(config);
        Map<String, Object> vectors = new LinkedHashMap<>();
        shown.vectors().forEach((name, v) -> vectors.put(name.value(), RequestJson.plain(v)));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("vectors", vectors);
        json.put("hnsw_config", RequestJson.plain(shown.hnsw()));
        config.settings()
                .fields()
                .forEach((name, value) -> json.put(name, RequestJson.plain(value)));
        server.administrator().put("/collections/" + byRest, RequestJson.text(json)).ok();

        client.call(
                CollectionRpcs.create(CollectionDefaults.NONE),
                new CollectionRequest<>(byGrpc, config, Optional.empty()));

        JsonNode first = server.administrator().get("/collections/" + byRest).resultNode();
        JsonNode second = server.administrator().get("/collections/" + byGrpc).resultNode();
        assertThat(second).as(Seeds.replay(seed)).isEqualTo(first);
        assertThat(answer(client.call(CollectionRpcs.DESCRIBE, byGrpc), ResponseWriter::collection))
                .as(Seeds.replay(seed))
                .isEqualTo(first);
    }

    private void write(List<PointChange> changes, CollectionName byRest, CollectionName byGrpc) {
        String json = RequestJson.text(RequestJson.batch(changes));
        Reply rest =
                server.administrator()
                        .post("/collections/%s/points/batch?wait=true".formatted(byRest), json);
        WriteRequest request =
                new WriteRequest(byGrpc, changes, /* waits= */ true, Optional.empty());
        agree(
                json,
                rest,
                byRest,
                byGrpc,
                PointRpcs.UPDATE_BATCH,
                request,
                (out, written) -> out.updates(written.receipt(), written.status()));
    }

    private void read(PointRead<?> read, CollectionName byRest, CollectionName byGrpc) {
        switch (read) {
            case PointRead.Query query ->
                    agree(
                            "query",
                            RequestJson.of(query),
                            byRest,
                            byGrpc,
                            PointRpcs.QUERY,
                            query,
                            ResponseWriter::query);
            case PointRead.QueryBatch batch ->
                    agree(
                            "query/batch",
                            RequestJson.of(batch),
                            byRest,
                            byGrpc,
                            PointRpcs.QUERY_BATCH,
                            batch,
                            ResponseWriter::queryBatch);
            case PointRead.Retrieve retrieve ->
                    agree(
                            "",
                            RequestJson.of(retrieve),
                            byRest,
                            byGrpc,
                            PointRpcs.RETRIEVE,
                            retrieve,
                            ResponseWriter::records);
            case PointRead.Scroll scroll ->
                    agree(
                            "scroll",
                            RequestJson.of(withoutTenant(scroll)),
                            byRest,
                            byGrpc,
                            PointRpcs.SCROLL,
                            withoutTenant(scroll),
                            ResponseWriter::scrollPage);
            case PointRead.Count count ->
                    agree(
                            "count",
                            RequestJson.of(count),
                            byRest,
                            byGrpc,
                            PointRpcs.COUNT,
                            count,
                            (out, found) -> out.count(found));
            case PointRead.Explain _ -> throw new AssertionError("nobody draws it");
        }
    }

    private static PointRead.Scroll withoutTenant(PointRead.Scroll scroll) {
        return new PointRead.Scroll(
                scroll.filter(),
                scroll.limit(),
                scroll.from().map(from -> new ScrollPosition(Optional.empty(), from.id())),
                scroll.selection());
    }

    private <R, M extends Message, N extends Message> void agree(
            String operation,
            Map<String, Object> json,
            CollectionName byRest,
            CollectionName byGrpc,
            Rpc<ReadRequest<R>, R, M, N> rpc,
            PointRead<R> read,
            BiConsumer<ResponseWriter, R> writer) {
        String text = RequestJson.text(json);
        Reply rest =
                server.administrator()
                        .post(
                                "/collections/%s/points%s"
                                        .formatted(
                                                byRest, operation.isEmpty() ? "" : "/" + operation),
                                text);
        agree(
                text,
                rest,
                byRest,
                byGrpc,
                rpc,
                new ReadRequest<>(byGrpc, read, Optional.empty()),
                writer);
    }

    /// An answer is compared as REST writes it, a refusal by its text.
    private <Q, A, M extends Message, N extends Message> void agree(
            String json,
            Reply rest,
            CollectionName byRest,
            CollectionName byGrpc,
            Rpc<Q, A, M, N> rpc,
            Q request,
            BiConsumer<ResponseWriter, A> writer) {
        String what = "%s %s".formatted(Seeds.replay(seed), json);
        try {
            JsonNode found = answer(client.call(rpc, request), writer);
            assertThat(found).as(what).isEqualTo(rest.resultNode());
        } catch (StatusRuntimeException refused) {
            Status status = refused.getStatus();
            assertThat(STATUSES.get(status.getCode())).as("%s %s", status, what).isNotNull();
            assertThat(rest.status())
                    .as("%s %s", status, what)
                    .isIn(STATUSES.get(status.getCode()));
            if (rest.status() != 422) {
                assertThat(String.valueOf(status.getDescription()).replace(byGrpc.value(), "c"))
                        .as(what)
                        .isEqualTo(rest.error().replace(byRest.value(), "c"));
            }
        }
    }

    private static <A> JsonNode answer(A answer, BiConsumer<ResponseWriter, A> writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.accept(new ResponseWriter(bytes, () -> 0), answer);
        return MAPPER.readTree(bytes.toByteArray()).get("result");
    }

    private ScrollPage everything(CollectionName name) {
        return client.call(
                PointRpcs.SCROLL,
                new ReadRequest<>(
                        name,
                        new PointRead.Scroll(
                                Filter.ALL, 10_000, Optional.empty(), Selection.EVERYTHING),
                        Optional.empty()));
    }
}
